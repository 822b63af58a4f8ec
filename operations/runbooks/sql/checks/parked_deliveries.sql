-- Events that could not be delivered and wait for somebody's decision, the oldest first.
-- Events without a territory are for those who see all of them.
SELECT s.name AS subscription, d.event_type, d.stream AS aggregate, d.event_id, d.attempts, d.settled_at AS since
FROM integration.event_deliveries d
JOIN integration.subscriptions s ON s.id = d.subscription_id
WHERE d.state = 'PARKED'
  AND (d.territory = ANY (%(territories)s) OR d.territory IS NULL AND %(territories)s::text[] @> '{DE,CH,AT}')
ORDER BY d.id
