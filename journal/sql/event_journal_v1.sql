-- The journal: what happened, in the transaction in which it happened. Append-only: the application may read it and
-- call integration.record_event, nothing else. Partitioned by month, so that old months can be detached whole.
CREATE SCHEMA integration;

CREATE TABLE integration.event_journal (
    id bigint GENERATED ALWAYS AS IDENTITY,
    event_id uuid NOT NULL DEFAULT uuidv7(),
    event_type text NOT NULL CHECK (event_type ~ '^[a-z]+(\.[a-z_]+)+$'),
    schema_version smallint NOT NULL DEFAULT 1,
    aggregate_type text NOT NULL,
    aggregate_id bigint NOT NULL,
    territory char(2) CHECK (territory IN ('DE', 'CH', 'AT')),
    correlation_id uuid,
    payload jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);

CREATE INDEX event_journal_event_id ON integration.event_journal (event_id);
CREATE INDEX event_journal_aggregate ON integration.event_journal (aggregate_type, aggregate_id, id);

-- Nothing is ever refused for want of a partition: what comes before the task made one lands here.
CREATE TABLE integration.event_journal_default PARTITION OF integration.event_journal DEFAULT;

-- A unique key on a partitioned table must contain the partition column; a plain table keeps the promise instead.
CREATE TABLE integration.event_keys (
    deduplication_key text PRIMARY KEY,
    event_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Record one event; the id of the new event, or NULL where the key has been recorded before.
CREATE FUNCTION integration.record_event(
    event_type text, aggregate_type text, aggregate_id bigint, territory text, payload jsonb,
    deduplication_key text DEFAULT NULL, correlation_id uuid DEFAULT NULL, schema_version int DEFAULT 1
) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    new_id uuid := uuidv7();
BEGIN
    IF record_event.deduplication_key IS NOT NULL THEN
        INSERT INTO integration.event_keys (deduplication_key, event_id)
        VALUES (record_event.deduplication_key, new_id) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO integration.event_journal
        (event_id, event_type, schema_version, aggregate_type, aggregate_id, territory, correlation_id, payload)
    VALUES (new_id, record_event.event_type, record_event.schema_version, record_event.aggregate_type,
            record_event.aggregate_id, record_event.territory, record_event.correlation_id,
            record_event.payload || jsonb_build_object('event_id', new_id));
    RETURN new_id;
END $$;

-- Make the partitions from this month to `months_ahead` months on; how many were made. Rows of such a month that the
-- default partition already holds keep it from being made: then it stays with the default, and nothing is lost.
CREATE FUNCTION integration.ensure_journal_partitions(months_ahead int DEFAULT 3) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    month timestamp;
    part text;
    made int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('integration.ensure_journal_partitions'));
    FOR month IN
        SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'),
                               date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months_ahead),
                               interval '1 month')
    LOOP
        part := 'event_journal_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass('integration.' || part) IS NOT NULL;
        BEGIN
            EXECUTE format('CREATE TABLE integration.%I PARTITION OF integration.event_journal FOR VALUES FROM (%L) TO (%L)',
                           part, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            made := made + 1;
        EXCEPTION WHEN check_violation THEN
            RAISE WARNING 'partition % not made: the default partition holds rows of that month', part;
        END;
    END LOOP;
    RETURN made;
END $$;

SELECT integration.ensure_journal_partitions(3);
