-- The consumers in the code that have not had all of these events yet, though they are due.
SELECT s.*
FROM integration.subscriptions s
WHERE s.kind = 'CONSUMER' AND s.state = 'ACTIVE' AND EXISTS (
    SELECT FROM integration.event_deliveries d
    WHERE d.subscription_id = s.id AND d.event_id = ANY (%s)
      AND d.state = 'PENDING' AND d.due_at <= clock_timestamp())
ORDER BY s.id
