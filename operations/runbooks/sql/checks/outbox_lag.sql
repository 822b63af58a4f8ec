-- For how many seconds the oldest delivery of an active subscription has been due; 0 where nothing is. What waits
-- behind a parked event is not late: somebody has to decide first.
SELECT coalesce(max(late.seconds), 0) AS value, (array_agg(late.name ORDER BY late.seconds DESC))[1] AS subscription,
       min(late.due_at) AS since
FROM (
    SELECT s.name, due.due_at, extract(epoch FROM clock_timestamp() - due.due_at)::float8 AS seconds
    FROM integration.subscriptions s
    CROSS JOIN LATERAL (
        SELECT d.due_at FROM integration.event_deliveries d
        WHERE d.subscription_id = s.id AND d.state = 'PENDING' AND d.due_at <= clock_timestamp()
          AND NOT (s.ordered AND EXISTS (
              SELECT FROM integration.event_deliveries e
              WHERE e.subscription_id = s.id AND e.stream = d.stream AND e.id < d.id AND e.state = 'PARKED'))
        ORDER BY d.due_at, d.id LIMIT 1
    ) due
    WHERE s.state = 'ACTIVE'
) late
