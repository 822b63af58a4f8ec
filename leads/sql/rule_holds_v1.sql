-- Holds that rules place: many at once, each with its event. The caller holds the locks of the leads, and has made sure
-- that the holds begin before expiry and lie beside all others.

-- Place holds; their ids.
CREATE FUNCTION place_rule_holds(
    p_lead_ids bigint[], p_user_ids bigint[], p_reason_codes text[], p_reasons text[],
    p_starts timestamptz[], p_ends timestamptz[]
) RETURNS SETOF bigint
LANGUAGE sql VOLATILE SET timezone = 'UTC' AS $$
    WITH placed AS (
        INSERT INTO lead_holds (lead_id, user_id, reason_code, reason, start_at, end_at, source, external_id)
        SELECT n.lead_id, n.user_id, n.reason_code, n.reason, n.start_at, n.end_at, 'rule', uuidv7()::text
        FROM unnest(p_lead_ids, p_user_ids, p_reason_codes, p_reasons, p_starts, p_ends)
            AS n (lead_id, user_id, reason_code, reason, start_at, end_at)
        RETURNING id, lead_id, start_at, end_at, reason
    )
    INSERT INTO rule_holds (hold_id, lead_id, start_at, end_at, reason)
    SELECT id, lead_id, start_at, end_at, reason FROM placed
    RETURNING hold_id
$$;

-- Give holds other times, reasons or users; how many.
CREATE FUNCTION change_rule_holds(
    p_hold_ids bigint[], p_user_ids bigint[], p_reason_codes text[], p_reasons text[],
    p_starts timestamptz[], p_ends timestamptz[]
) RETURNS bigint
LANGUAGE sql VOLATILE AS $$
    WITH wanted AS (
        SELECT * FROM unnest(p_hold_ids, p_user_ids, p_reason_codes, p_reasons, p_starts, p_ends)
            AS n (hold_id, user_id, reason_code, reason, start_at, end_at)
    ), changed AS (
        UPDATE lead_holds h
        SET user_id = w.user_id, reason_code = w.reason_code, reason = w.reason, start_at = w.start_at, end_at = w.end_at
        FROM wanted w WHERE h.id = w.hold_id
        RETURNING h.id
    ), noted AS (
        -- Words that somebody else wrote are not the rule's: it leaves them alone the next time too.
        UPDATE rule_holds r
        SET start_at = w.start_at, end_at = w.end_at,
            reason = CASE WHEN before.reason = r.reason THEN w.reason ELSE r.reason END
        FROM wanted w JOIN lead_holds before ON before.id = w.hold_id
        WHERE r.hold_id = w.hold_id
    )
    SELECT count(*) FROM changed
$$;

-- Take holds back; how many.
CREATE FUNCTION void_rule_holds(p_hold_ids bigint[], p_why text) RETURNS bigint
LANGUAGE sql VOLATILE AS $$
    WITH forgotten AS (
        DELETE FROM rule_holds WHERE hold_id = ANY (p_hold_ids)
    ), voided AS (
        UPDATE lead_holds SET voided_at = clock_timestamp(), void_reason = p_why
        WHERE id = ANY (p_hold_ids) AND voided_at IS NULL
        RETURNING id
    )
    SELECT count(*) FROM voided
$$;

-- Record the events of holds as they are now, each of a type (lead.hold.created, released, corrected, voided); how many.
CREATE FUNCTION record_rule_hold_events(p_event_types text[], p_hold_ids bigint[]) RETURNS bigint
LANGUAGE sql VOLATILE SET timezone = 'UTC' AS $$
    SELECT count(record_lead_event(
        told.event_type, h.lead_id, h.user_id,
        CASE told.event_type WHEN 'lead.hold.voided' THEN h.void_reason
            ELSE coalesce(nullif(h.reason, ''), h.reason_code) END,
        jsonb_build_object('hold_id', h.id)
        || CASE WHEN told.event_type <> 'lead.hold.voided'
            THEN jsonb_build_object('start_at', h.start_at, 'end_at', h.end_at) ELSE '{}' END
        || CASE WHEN told.event_type IN ('lead.hold.created', 'lead.hold.released')
            THEN jsonb_build_object('reason_code', h.reason_code) ELSE '{}' END))
    FROM unnest(p_event_types, p_hold_ids) WITH ORDINALITY AS told (event_type, hold_id, position)
    JOIN lead_holds h ON h.id = told.hold_id
$$;

-- Leads that come from elsewhere bring their ids along: numbers drawn here stay ahead of them. The step leaves room for
-- whoever draws a number between the look and the change.
CREATE FUNCTION keep_lead_ids_ahead(p_lead_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sequence regclass := pg_get_serial_sequence('public.leads', 'id');
    drawn bigint;
BEGIN
    SELECT coalesce(pg_sequence_last_value(sequence), 0) INTO drawn;
    IF drawn <= p_lead_id THEN
        PERFORM setval(sequence, p_lead_id + 1000);
    END IF;
END $$;
