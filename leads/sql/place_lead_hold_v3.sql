-- Place a hold; its id. What came under the same source and external id is kept and returned, a voided hold too: it was
-- sent again, and stays voided. Else, without a start, the clock stops now: a hold that runs already is kept and
-- returned, but one that a rule placed ends here, and gives way to this one, which no delivery ends. With a start, the
-- same hold again (same start and end) is kept and returned.
CREATE OR REPLACE FUNCTION place_lead_hold(
    p_lead_id bigint, p_user_id bigint, p_reason_code text DEFAULT 'OTHER', p_reason text DEFAULT '',
    p_start_at timestamptz DEFAULT NULL, p_end_at timestamptz DEFAULT NULL, p_created_by bigint DEFAULT NULL,
    p_source text DEFAULT '', p_external_id text DEFAULT ''
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET timezone = 'UTC' AS $$
DECLARE
    started timestamptz := p_start_at;
    hold_id bigint;
    hold_of bigint;
    by_rule boolean;
    outdone bigint;
    expires timestamptz;
    lead leads%ROWTYPE;
BEGIN
    -- The lock makes the second of two callers wait, and see what the first one did.
    SELECT * INTO lead FROM leads WHERE id = p_lead_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse_hold('lead_holds_lead_fk', format('There is no lead %s.', p_lead_id));
    END IF;

    IF p_external_id <> '' THEN
        SELECT id, lead_id INTO hold_id, hold_of FROM lead_holds
        WHERE source = p_source AND external_id = p_external_id;
        IF hold_of = p_lead_id THEN
            RETURN hold_id;
        ELSIF hold_of IS NOT NULL THEN
            PERFORM refuse_hold('leadhold_external_id', format(
                'The external id %s of %s belongs to a hold of lead %s.', p_external_id, p_source, hold_of));
        END IF;
    END IF;
    SELECT h.id, EXISTS (SELECT FROM rule_holds r WHERE r.hold_id = h.id AND NOT r.taken_over)
    INTO hold_id, by_rule FROM lead_holds h
    WHERE h.lead_id = p_lead_id AND h.voided_at IS NULL
      AND CASE WHEN p_start_at IS NULL THEN h.start_at <= clock_timestamp()
                                            AND (h.end_at IS NULL OR h.end_at > clock_timestamp())
               ELSE h.start_at = p_start_at AND h.end_at IS NOT DISTINCT FROM p_end_at END
    ORDER BY h.start_at DESC LIMIT 1;
    IF FOUND AND (p_start_at IS NOT NULL OR NOT by_rule) THEN
        RETURN hold_id;
    END IF;
    outdone := hold_id;

    IF lead.status <> 'OPEN' THEN
        PERFORM refuse_hold('lead_holds_lead_not_open', format('Lead %s is no longer open.', p_lead_id));
    END IF;
    IF started IS NULL THEN
        -- Not before a hold that was released while we waited for the lock.
        SELECT greatest(now(), max(h.end_at)) INTO started FROM lead_holds h
        WHERE h.lead_id = p_lead_id AND h.voided_at IS NULL AND h.end_at <= clock_timestamp();
    END IF;
    SELECT coalesce(p.expires_at, 'infinity') INTO expires FROM lead_protections p WHERE p.lead_id = p_lead_id;
    IF started >= expires THEN
        PERFORM refuse_hold('lead_holds_lead_expired', format(
            'Protection of lead %s ended at %s: a hold cannot bring it back.', p_lead_id, expires));
    END IF;

    IF outdone IS NOT NULL THEN
        -- Noted as the rule's own doing: nobody has dropped what is owed.
        UPDATE lead_holds SET end_at = greatest(started, start_at) WHERE id = outdone RETURNING end_at INTO started;
        UPDATE rule_holds r SET end_at = started WHERE r.hold_id = outdone;
        PERFORM record_rule_hold_events(ARRAY['lead.hold.released'], ARRAY[outdone]);
    END IF;
    INSERT INTO lead_holds (lead_id, user_id, reason_code, reason, start_at, end_at, created_by, source, external_id)
    VALUES (p_lead_id, p_user_id, p_reason_code, p_reason, started, p_end_at, p_created_by, p_source, p_external_id)
    RETURNING id INTO hold_id;
    PERFORM record_lead_event('lead.hold.created', p_lead_id, p_user_id, coalesce(nullif(p_reason, ''), p_reason_code),
        jsonb_build_object('hold_id', hold_id, 'reason_code', p_reason_code, 'start_at', started, 'end_at', p_end_at));
    RETURN hold_id;
END $$;
