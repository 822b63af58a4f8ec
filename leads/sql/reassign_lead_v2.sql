-- Which hold a handover closed, and how it stood until then, so that voiding the handover can give it back.
CREATE TABLE lead_handover_holds (
    ownership_id bigint PRIMARY KEY REFERENCES lead_ownerships (id) ON DELETE CASCADE,
    hold_id bigint NOT NULL REFERENCES lead_holds (id) ON DELETE CASCADE,
    start_at timestamptz NOT NULL,
    closed_at timestamptz NOT NULL,
    end_before timestamptz,
    released_before bigint
);
CREATE INDEX lead_handover_holds_hold ON lead_handover_holds (hold_id);

-- Hand a lead over at an instant: what becomes of the person, of the start of protection, and of a hold that runs or
-- is planned there. RESTART begins anew at the handover; INHERIT keeps start and policy.
CREATE OR REPLACE FUNCTION reassign_lead(
    p_lead_id bigint, p_user_id bigint, p_effective_at timestamptz, p_mode text DEFAULT 'RESTART',
    p_close_holds boolean DEFAULT true, p_reason text DEFAULT '', p_created_by bigint DEFAULT NULL,
    p_source text DEFAULT '', p_external_id text DEFAULT ''
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    new_id bigint;
    closed record;
BEGIN
    PERFORM 1 FROM leads WHERE id = p_lead_id FOR NO KEY UPDATE;
    -- The owner first: closed while the lead is still the owner's before, a hold could end a protection that was over
    -- by the handover, and an expiry would be told that never was.
    INSERT INTO lead_ownerships (lead_id, user_id, valid_from, protection_started_at, mode, reason, created_by,
                                 source, external_id)
    VALUES (p_lead_id, p_user_id, p_effective_at, CASE WHEN p_mode = 'RESTART' THEN p_effective_at END, p_mode,
            p_reason, p_created_by, p_source, p_external_id)
    RETURNING id INTO new_id;
    IF p_close_holds THEN
        -- Holds never overlap: at most one covers the instant.
        UPDATE lead_holds SET end_at = p_effective_at, released_by = p_created_by
        WHERE lead_id = p_lead_id AND voided_at IS NULL AND start_at <= p_effective_at
          AND (end_at IS NULL OR end_at > p_effective_at)
        RETURNING new.id, new.user_id, new.reason_code, new.reason, new.start_at, new.end_at,
            old.end_at AS end_before, old.released_by AS released_before INTO closed;
        IF FOUND THEN
            INSERT INTO lead_handover_holds
            VALUES (new_id, closed.id, closed.start_at, closed.end_at, closed.end_before, closed.released_before);
            PERFORM record_lead_event('lead.hold.released', p_lead_id, closed.user_id,
                coalesce(nullif(closed.reason, ''), closed.reason_code),
                jsonb_build_object('hold_id', closed.id, 'reason_code', closed.reason_code,
                                   'start_at', closed.start_at, 'end_at', closed.end_at));
        END IF;
    END IF;
    PERFORM record_lead_event('lead.reassigned', p_lead_id, p_user_id, coalesce(nullif(p_reason, ''), 'reassigned'),
        jsonb_build_object('mode', p_mode, 'effective_at', p_effective_at, 'holds_closed', p_close_holds));
    RETURN new_id;
END $$;

-- Give back the hold that a handover closed, before the handover is voided: open, or with its planned end; its id. NULL
-- where there is none, somebody has changed its times or voided it since, or another hold lies there by now.
CREATE FUNCTION reopen_handover_hold(p_ownership_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    closed lead_handover_holds%ROWTYPE;
    hold lead_holds%ROWTYPE;
    later record;
    until timestamptz;
BEGIN
    PERFORM 1 FROM leads WHERE id = (SELECT lead_id FROM lead_ownerships WHERE id = p_ownership_id) FOR NO KEY UPDATE;
    DELETE FROM lead_handover_holds WHERE ownership_id = p_ownership_id RETURNING * INTO closed;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- An earlier handover, entered later, has closed it once more: that one gives back what this one would have.
    UPDATE lead_handover_holds SET end_before = closed.end_before, released_before = closed.released_before
    WHERE hold_id = closed.hold_id AND end_before = closed.closed_at;
    IF FOUND THEN
        RETURN NULL;
    END IF;

    SELECT * INTO hold FROM lead_holds WHERE id = closed.hold_id;
    IF hold.voided_at IS NOT NULL OR (hold.start_at, hold.end_at) IS DISTINCT FROM (closed.start_at, closed.closed_at) THEN
        RETURN NULL;
    END IF;
    -- A later handover would have found it running, and closes it now in the place of this one.
    SELECT o.id, o.valid_from INTO later FROM lead_ownerships o
    WHERE o.lead_id = hold.lead_id AND o.voided_at IS NULL AND o.mode IN ('RESTART', 'INHERIT')
      AND o.valid_from > closed.closed_at AND (closed.end_before IS NULL OR o.valid_from < closed.end_before)
    ORDER BY o.valid_from LIMIT 1;
    until := coalesce(later.valid_from, closed.end_before);
    IF EXISTS (SELECT FROM lead_holds h
               WHERE h.lead_id = hold.lead_id AND h.id <> hold.id AND h.voided_at IS NULL
                 AND tstzrange(h.start_at, h.end_at) && tstzrange(hold.start_at, until)) THEN
        RETURN NULL;
    END IF;

    UPDATE lead_holds
    SET end_at = until, released_by = CASE WHEN later.id IS NULL THEN closed.released_before ELSE hold.released_by END
    WHERE id = hold.id;
    IF later.id IS NOT NULL THEN
        INSERT INTO lead_handover_holds
        VALUES (later.id, hold.id, hold.start_at, until, closed.end_before, closed.released_before)
        ON CONFLICT (ownership_id) DO NOTHING;
    END IF;
    PERFORM record_lead_event('lead.hold.reopened', hold.lead_id, hold.user_id,
        coalesce(nullif(hold.reason, ''), hold.reason_code),
        jsonb_build_object('hold_id', hold.id, 'reason_code', hold.reason_code,
                           'start_at', hold.start_at, 'end_at', until));
    RETURN hold.id;
END $$;
