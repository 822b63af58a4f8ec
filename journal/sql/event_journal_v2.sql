-- Events that come from elsewhere keep their own id and name their source; some are worth a notification even when the
-- notification queue runs full.
ALTER TABLE integration.event_journal
    ADD COLUMN source text NOT NULL DEFAULT 'freshops',
    ADD COLUMN critical boolean NOT NULL DEFAULT false,
    -- When it was written, not when its transaction began: what a subscription missed while it was disabled is what was
    -- written since, also by transactions that had begun before.
    ALTER COLUMN recorded_at SET DEFAULT clock_timestamp();

-- Types that must not wait for a poll, unless the caller says otherwise.
CREATE FUNCTION integration.is_critical(event_type text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN event_type IN (
    'lead.protection.expired', 'lead.protection.revived', 'lead.hold.created', 'lead.hold.released', 'lead.reassigned',
    'sample.lost', 'sample.failed');

-- Its callers pass seven arguments or fewer by position, and find the new one, in the same transaction.
-- squawk-ignore ban-drop-function
DROP FUNCTION integration.record_event(text, text, bigint, text, jsonb, text, uuid, int);

-- Record one event; its id, or NULL where the key has been recorded before. `event_id`: an event that has one already.
CREATE FUNCTION integration.record_event(
    event_type text, aggregate_type text, aggregate_id bigint, territory text, payload jsonb,
    deduplication_key text DEFAULT NULL, correlation_id uuid DEFAULT NULL, schema_version int DEFAULT 1,
    event_id uuid DEFAULT NULL, source text DEFAULT 'freshops', critical boolean DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    new_id uuid := coalesce(record_event.event_id, uuidv7());
BEGIN
    IF record_event.deduplication_key IS NOT NULL THEN
        INSERT INTO integration.event_keys (deduplication_key, event_id)
        VALUES (record_event.deduplication_key, new_id) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO integration.event_journal
        (event_id, event_type, schema_version, aggregate_type, aggregate_id, territory, correlation_id, source, critical,
         payload)
    VALUES (new_id, record_event.event_type, record_event.schema_version, record_event.aggregate_type,
            record_event.aggregate_id, record_event.territory, record_event.correlation_id, record_event.source,
            coalesce(record_event.critical, integration.is_critical(record_event.event_type)),
            record_event.payload || jsonb_build_object('event_id', new_id));
    RETURN new_id;
END $$;
