-- Events that other systems sent: the answer to each, so that the same event again is answered as the first time, and
-- those whose type nobody knows yet.
CREATE TABLE integration.incoming_events (
    event_id uuid PRIMARY KEY,
    sender_id bigint NOT NULL,
    -- SHA-256 of the event in a canonical form: the same id with another body is a conflict.
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    event_type text NOT NULL,
    state text NOT NULL CHECK (state IN ('RECORDED', 'PARKED', 'DISCARDED')),
    received_at timestamptz NOT NULL DEFAULT now(),
    -- Only while parked: an event that was recorded is in the journal.
    body jsonb,
    settled_at timestamptz,
    note text NOT NULL DEFAULT '',
    CHECK ((state = 'RECORDED') = (body IS NULL))
);
CREATE INDEX incoming_events_parked ON integration.incoming_events (received_at) WHERE state = 'PARKED';

-- Record many events of one sender in one statement: rows of `p_events` with event_id, fingerprint (hex), event_type,
-- schema_version, aggregate_type, aggregate_id, territory, correlation_id, payload, and `parked` where the type is
-- unknown. For each event what was there before: the state, and whether the body is the same; NULLs where it is new.
CREATE FUNCTION integration.record_incoming_events(p_sender_id bigint, p_source text, p_events jsonb)
RETURNS TABLE (event_id uuid, state text, same_body boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    new_ids uuid[];
BEGIN
    WITH given AS (
        SELECT DISTINCT ON (e.event_id) * FROM jsonb_to_recordset(p_events) AS e (
            event_id uuid, fingerprint text, event_type text, schema_version smallint, aggregate_type text,
            aggregate_id bigint, territory char(2), correlation_id uuid, payload jsonb, parked boolean)
        -- In the order of their ids, so that two of the same batch at once wait for each other and do not deadlock.
        ORDER BY e.event_id
    ), new AS (
        INSERT INTO integration.incoming_events (event_id, sender_id, fingerprint, event_type, state, body)
        SELECT g.event_id, p_sender_id, decode(g.fingerprint, 'hex'), g.event_type,
               CASE WHEN g.parked THEN 'PARKED' ELSE 'RECORDED' END, CASE WHEN g.parked THEN g.payload END
        FROM given g
        ON CONFLICT DO NOTHING
        RETURNING event_id, state
    ), journaled AS (
        INSERT INTO integration.event_journal
            (event_id, event_type, schema_version, aggregate_type, aggregate_id, territory, correlation_id, source,
             critical, payload)
        SELECT g.event_id, g.event_type, g.schema_version, g.aggregate_type, g.aggregate_id, g.territory,
               g.correlation_id, p_source, integration.is_critical(g.event_type), g.payload
        FROM given g JOIN new USING (event_id)
        WHERE new.state = 'RECORDED'
        ORDER BY g.payload ->> 'timestamp', g.event_id
    )
    SELECT coalesce(array_agg(new.event_id), '{}') INTO new_ids FROM new;

    -- A new statement sees what another transaction has committed meanwhile.
    RETURN QUERY
    SELECT g.event_id,
           CASE WHEN g.event_id <> ALL (new_ids) THEN i.state::text END,
           CASE WHEN g.event_id <> ALL (new_ids)
               THEN i.fingerprint = decode(g.fingerprint, 'hex') AND i.sender_id = p_sender_id END
    FROM jsonb_to_recordset(p_events) AS g (event_id uuid, fingerprint text)
    JOIN integration.incoming_events i ON i.event_id = g.event_id;
END $$;

-- Parked events whose type is known by now enter the journal (rows as above); how many.
CREATE FUNCTION integration.unpark_incoming_events(p_source text, p_events jsonb) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH given AS (
        SELECT * FROM jsonb_to_recordset(p_events) AS e (
            event_id uuid, event_type text, schema_version smallint, aggregate_type text, aggregate_id bigint,
            territory char(2), correlation_id uuid, payload jsonb)
    ), freed AS (
        UPDATE integration.incoming_events i SET state = 'RECORDED', body = NULL, settled_at = clock_timestamp()
        FROM given g WHERE i.event_id = g.event_id AND i.state = 'PARKED'
        RETURNING i.event_id
    ), journaled AS (
        INSERT INTO integration.event_journal
            (event_id, event_type, schema_version, aggregate_type, aggregate_id, territory, correlation_id, source,
             critical, payload)
        SELECT g.event_id, g.event_type, g.schema_version, g.aggregate_type, g.aggregate_id, g.territory,
               g.correlation_id, p_source, integration.is_critical(g.event_type), g.payload
        FROM given g JOIN freed USING (event_id)
        ORDER BY g.payload ->> 'timestamp', g.event_id
        RETURNING event_id
    )
    SELECT count(*)::int FROM journaled
$$;
