-- The subscriptions of some kinds for which something is due that nobody holds: one look into the index for each, whatever the
-- statistics say (a lateral subquery with a limit leaves the planner no other way; queues are empty when they are analysed).
SELECT s.*
FROM integration.subscriptions s
CROSS JOIN LATERAL (
    SELECT FROM integration.event_deliveries d
    WHERE d.subscription_id = s.id AND d.state = 'PENDING' AND d.due_at <= clock_timestamp()
      AND (d.claimed_until IS NULL OR d.claimed_until <= clock_timestamp())
    ORDER BY d.due_at, d.id
    LIMIT 1
) waits
WHERE s.kind = ANY (%s) AND s.state = 'ACTIVE' AND (s.rests_until IS NULL OR s.rests_until <= clock_timestamp())
ORDER BY s.id
