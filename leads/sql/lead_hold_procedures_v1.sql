-- Stopping and restarting a clock. Admin, API and plain SQL go through the same two functions, so that all of them
-- refuse the same things and two at the same instant make one hold.

-- Refusals carry the name of the rule as constraint, which the application turns into words.
CREATE FUNCTION refuse_hold(rule text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', message USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = 'lead_holds';
END $$;

-- Place a hold; its id. Without a start, the clock stops now, and a hold that runs already is kept and returned.
-- With one, the same hold again (same start and end) is kept and returned.
CREATE FUNCTION place_lead_hold(
    p_lead_id bigint, p_user_id bigint, p_reason_code text DEFAULT 'OTHER', p_reason text DEFAULT '',
    p_start_at timestamptz DEFAULT NULL, p_end_at timestamptz DEFAULT NULL, p_created_by bigint DEFAULT NULL,
    p_source text DEFAULT '', p_external_id text DEFAULT ''
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET timezone = 'UTC' AS $$
DECLARE
    started timestamptz := p_start_at;
    hold_id bigint;
    expires timestamptz;
    lead leads%ROWTYPE;
BEGIN
    -- The lock makes the second of two callers wait, and see what the first one did.
    SELECT * INTO lead FROM leads WHERE id = p_lead_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse_hold('lead_holds_lead_fk', format('There is no lead %s.', p_lead_id));
    END IF;

    SELECT id INTO hold_id FROM lead_holds h
    WHERE h.lead_id = p_lead_id AND h.voided_at IS NULL
      AND CASE WHEN p_external_id <> '' AND h.source = p_source AND h.external_id = p_external_id THEN true
               WHEN p_start_at IS NULL THEN h.start_at <= clock_timestamp()
                                            AND (h.end_at IS NULL OR h.end_at > clock_timestamp())
               ELSE h.start_at = p_start_at AND h.end_at IS NOT DISTINCT FROM p_end_at END
    ORDER BY h.start_at DESC LIMIT 1;
    IF FOUND THEN
        RETURN hold_id;
    END IF;

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

    INSERT INTO lead_holds (lead_id, user_id, reason_code, reason, start_at, end_at, created_by, source, external_id)
    VALUES (p_lead_id, p_user_id, p_reason_code, p_reason, started, p_end_at, p_created_by, p_source, p_external_id)
    RETURNING id INTO hold_id;
    PERFORM record_lead_event('lead.hold.created', p_lead_id, p_user_id, coalesce(nullif(p_reason, ''), p_reason_code),
        jsonb_build_object('hold_id', hold_id, 'reason_code', p_reason_code, 'start_at', started, 'end_at', p_end_at));
    RETURN hold_id;
END $$;

-- End a hold now, or at p_end_at; its id. One that has ended already stays as it is.
CREATE FUNCTION end_lead_hold(p_hold_id bigint, p_released_by bigint DEFAULT NULL, p_end_at timestamptz DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SET timezone = 'UTC' AS $$
DECLARE
    hold lead_holds%ROWTYPE;
BEGIN
    PERFORM 1 FROM leads WHERE id = (SELECT lead_id FROM lead_holds WHERE id = p_hold_id) FOR NO KEY UPDATE;
    SELECT * INTO hold FROM lead_holds WHERE id = p_hold_id;
    IF hold.voided_at IS NOT NULL OR hold.end_at <= clock_timestamp() THEN
        RETURN hold.id;
    END IF;
    UPDATE lead_holds SET end_at = coalesce(p_end_at, greatest(now(), start_at)), released_by = p_released_by
    WHERE id = hold.id RETURNING * INTO hold;
    PERFORM record_lead_event('lead.hold.released', hold.lead_id, hold.user_id,
        coalesce(nullif(hold.reason, ''), hold.reason_code),
        jsonb_build_object('hold_id', hold.id, 'reason_code', hold.reason_code,
                           'start_at', hold.start_at, 'end_at', hold.end_at));
    RETURN hold.id;
END $$;

-- Restart the clock of a lead; the id of the released hold, or NULL where the clock was running.
CREATE FUNCTION release_running_lead_hold(p_lead_id bigint, p_released_by bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    hold_id bigint;
BEGIN
    PERFORM 1 FROM leads WHERE id = p_lead_id FOR NO KEY UPDATE;
    SELECT id INTO hold_id FROM lead_holds h
    WHERE h.lead_id = p_lead_id AND h.voided_at IS NULL AND h.start_at <= clock_timestamp()
      AND (h.end_at IS NULL OR h.end_at > clock_timestamp());
    RETURN CASE WHEN hold_id IS NOT NULL THEN end_lead_hold(hold_id, p_released_by) END;
END $$;

CREATE PROCEDURE create_lead_hold(lead_id bigint, user_id bigint, reason text)
LANGUAGE sql AS $$
    SELECT place_lead_hold(create_lead_hold.lead_id, create_lead_hold.user_id, 'OTHER', create_lead_hold.reason,
                           p_created_by => create_lead_hold.user_id)
$$;

CREATE PROCEDURE release_lead_hold(lead_id bigint, user_id bigint)
LANGUAGE sql AS $$
    SELECT release_running_lead_hold(release_lead_hold.lead_id, release_lead_hold.user_id)
$$;
