-- Have up to `p_limit` pending deliveries tried now instead of later, the oldest first, and what follows them too; wake
-- who sleeps. How many were picked. For after an outage: what waits out its backoff, and what a dead worker holds.
CREATE OR REPLACE FUNCTION integration.replay_pending(p_limit int DEFAULT 100) RETURNS int
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
            RETURNING d.id, d.subscription_id, d.stream, d.event_id
        ), followers AS (
            -- They were given the backoff of the one before them. Behind a parked one, they go on waiting for it.
            UPDATE integration.event_deliveries f SET due_at = t
            FROM (SELECT DISTINCT subscription_id, stream FROM due) head
            WHERE f.subscription_id = head.subscription_id AND f.stream = head.stream AND f.state = 'PENDING'
              AND f.due_at > t AND f.due_at < 'infinity' AND f.id NOT IN (SELECT picked.id FROM picked)
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
