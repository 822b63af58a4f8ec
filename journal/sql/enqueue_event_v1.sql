-- The door for plain SQL: other systems on this database record events and fetch theirs without the application.

-- Record an event; its id, or NULL where the key has been recorded before. Type and instant are added to the body.
CREATE FUNCTION integration.enqueue_event(
    event_type text, aggregate_type text, aggregate_id bigint, payload jsonb DEFAULT '{}', territory text DEFAULT NULL,
    deduplication_key text DEFAULT NULL, critical boolean DEFAULT NULL, correlation_id uuid DEFAULT NULL
) RETURNS uuid
LANGUAGE sql VOLATILE SET timezone = 'UTC' RETURN integration.record_event(
    event_type, aggregate_type, aggregate_id, territory,
    jsonb_build_object('timestamp', clock_timestamp()) || payload || jsonb_build_object('event_type', event_type),
    deduplication_key, correlation_id, critical => critical);

-- Have up to `p_limit` pending deliveries tried now instead of later, the oldest first, and wake who sleeps; how many.
-- For after an outage: what waits out its backoff, and what a dead worker holds.
CREATE FUNCTION integration.replay_pending(p_limit int DEFAULT 100) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t timestamptz := clock_timestamp();
    hint record;
    pending int := 0;
BEGIN
    UPDATE integration.subscriptions SET rests_until = NULL, failures_in_a_row = 0 WHERE rests_until > t;
    FOR hint IN
        WITH picked AS (
            SELECT d.id FROM integration.event_deliveries d
            JOIN integration.subscriptions s ON s.id = d.subscription_id AND s.state = 'ACTIVE'
            WHERE d.state = 'PENDING' AND (d.claimed_until IS NULL OR d.claimed_until <= t)
              -- Behind a parked event it would only be looked at in vain.
              AND NOT (s.ordered AND d.due_at = 'infinity' AND EXISTS (
                  SELECT FROM integration.event_deliveries e
                  WHERE e.subscription_id = d.subscription_id AND e.stream = d.stream AND e.state = 'PARKED'))
            ORDER BY d.id LIMIT p_limit FOR UPDATE OF d SKIP LOCKED
        ), due AS (
            UPDATE integration.event_deliveries d SET due_at = least(d.due_at, t), claimed_until = NULL, claimed_by = ''
            FROM picked WHERE d.id = picked.id
            RETURNING d.id, d.subscription_id, d.event_id
        )
        SELECT CASE s.kind WHEN 'CHANNEL' THEN s.target ELSE 'freshops_relay' END AS channel,
               (array_agg(due.event_id ORDER BY due.id))[1] AS event_id, count(*)::int AS deliveries
        FROM due JOIN integration.subscriptions s ON s.id = due.subscription_id
        GROUP BY 1
    LOOP
        PERFORM integration.wake(hint.channel, hint.event_id, true);
        pending := pending + hint.deliveries;
    END LOOP;
    RETURN pending;
END $$;

-- A client of a channel takes its next events, in order, for `p_lease`; it confirms them with integration.acknowledge.
CREATE FUNCTION integration.fetch_events(
    p_subscription text, p_worker text, p_limit int DEFAULT 100, p_lease interval DEFAULT '1 minute'
) RETURNS TABLE (delivery_id bigint, event_id uuid, event_type text, recorded_at timestamptz, payload jsonb)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.delivery_id, c.event_id, c.event_type, c.recorded_at, c.payload
    FROM integration.subscriptions s
    CROSS JOIN LATERAL integration.claim_deliveries(s.id, p_worker, p_limit, 20, p_lease) c
    WHERE s.name = p_subscription AND s.kind = 'CHANNEL'
$$;

-- Confirm deliveries that this worker fetched: they do not come again. How many were still its own.
CREATE FUNCTION integration.acknowledge(p_worker text, p_delivery_ids bigint[]) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT integration.settle_deliveries(
        p_worker, p_delivery_ids, array_fill('DELIVERED'::text, ARRAY[cardinality(p_delivery_ids)]),
        array_fill(''::text, ARRAY[cardinality(p_delivery_ids)]),
        array_fill(now(), ARRAY[cardinality(p_delivery_ids)]))
$$;
