-- Sending events again: who asked, why, what for. Consumers see the same ids as the first time.
CREATE TABLE integration.replays (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT now(),
    requested_by bigint,
    reason text NOT NULL CHECK (btrim(reason) <> ''),
    subscription_id bigint REFERENCES integration.subscriptions (id),
    recorded_from timestamptz,
    recorded_until timestamptz,
    event_types text[] NOT NULL DEFAULT '{}',
    aggregate_type text,
    aggregate_id bigint,
    deliveries bigint NOT NULL DEFAULT 0
);

-- Queue the journal's events of a replay again, for its subscription or for all that are not disabled and want them; how
-- many. What is still pending or parked is not doubled.
CREATE FUNCTION integration.queue_replay(p_replay_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    replay integration.replays%ROWTYPE;
    queued bigint;
    subscriber record;
BEGIN
    SELECT * INTO STRICT replay FROM integration.replays WHERE id = p_replay_id;
    INSERT INTO integration.event_deliveries
        (subscription_id, event_id, event_type, territory, stream, journal_id, event_recorded_at, replay_id)
    SELECT s.id, j.event_id, j.event_type, j.territory, j.aggregate_type || '/' || j.aggregate_id, j.id, j.recorded_at,
           p_replay_id
    FROM integration.event_journal j
    JOIN integration.subscriptions s
        ON s.state <> 'DISABLED' AND (replay.subscription_id IS NULL OR s.id = replay.subscription_id)
        AND integration.is_wanted(s.event_types, s.territories, j.event_type, j.territory)
    WHERE (replay.recorded_from IS NULL OR j.recorded_at >= replay.recorded_from)
      AND (replay.recorded_until IS NULL OR j.recorded_at < replay.recorded_until)
      AND integration.is_wanted(replay.event_types, '{}', j.event_type, NULL)
      AND (replay.aggregate_type IS NULL OR j.aggregate_type = replay.aggregate_type)
      AND (replay.aggregate_id IS NULL OR j.aggregate_id = replay.aggregate_id)
      AND NOT EXISTS (
          SELECT FROM integration.event_deliveries d
          WHERE d.event_id = j.event_id AND d.subscription_id = s.id AND d.state IN ('PENDING', 'PARKED'))
    ORDER BY j.id;
    GET DIAGNOSTICS queued = ROW_COUNT;
    UPDATE integration.replays SET deliveries = queued WHERE id = p_replay_id;
    FOR subscriber IN
        SELECT DISTINCT CASE s.kind WHEN 'CHANNEL' THEN s.target ELSE 'freshops_relay' END AS channel
        FROM integration.subscriptions s
        WHERE s.state = 'ACTIVE' AND (replay.subscription_id IS NULL OR s.id = replay.subscription_id)
    LOOP
        PERFORM integration.wake(subscriber.channel, uuidv7(), false);
    END LOOP;
    RETURN queued;
END $$;

-- Delete deliveries that were settled longer ago, up to `p_limit` of them; how many. The journal keeps the events.
CREATE FUNCTION integration.forget_deliveries(p_older_than interval, p_limit int) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH old AS (
        SELECT id FROM integration.event_deliveries
        WHERE state IN ('DELIVERED', 'DISCARDED') AND settled_at < now() - p_older_than
        LIMIT p_limit FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM integration.event_deliveries d USING old WHERE d.id = old.id RETURNING d.id
    )
    SELECT count(*)::int FROM gone
$$;
