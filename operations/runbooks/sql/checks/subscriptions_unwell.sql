-- Subscriptions that get nothing or too late: disabled, paused, resting after failures, or something due for over a
-- minute. What waits behind a parked event is not late.
SELECT s.name AS subscription, s.kind AS subscription_kind,
       CASE WHEN s.state <> 'ACTIVE' THEN s.state WHEN s.rests_until > now() THEN 'RESTS' ELSE 'LATE' END
           AS subscription_state,
       CASE WHEN s.state <> 'ACTIVE' THEN s.state_at ELSE due.due_at END AS since, s.failures_in_a_row AS failures
FROM integration.subscriptions s
LEFT JOIN LATERAL (
    SELECT d.due_at FROM integration.event_deliveries d
    WHERE d.subscription_id = s.id AND d.state = 'PENDING' AND d.due_at <= now()
      AND NOT (s.ordered AND EXISTS (
          SELECT FROM integration.event_deliveries e
          WHERE e.subscription_id = s.id AND e.stream = d.stream AND e.id < d.id AND e.state = 'PARKED'))
    ORDER BY d.due_at, d.id LIMIT 1
) due ON true
WHERE s.state <> 'ACTIVE' OR s.rests_until > now() OR due.due_at < now() - interval '60 seconds'
ORDER BY since, s.name
