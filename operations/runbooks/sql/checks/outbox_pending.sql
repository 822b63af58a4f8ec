-- How many deliveries wait: all in all first, then by subscription, the most first; and since when the first one has
-- been due. One pass of the index of what is due. What waits behind a parked event is due at no time.
SELECT coalesce(sum(pending.deliveries), 0)::bigint AS value, s.name AS subscription,
       min(nullif(pending.due_at, 'infinity')) AS due_at
FROM integration.subscriptions s
LEFT JOIN (
    SELECT d.subscription_id, count(*) AS deliveries, min(d.due_at) AS due_at
    FROM integration.event_deliveries d WHERE d.state = 'PENDING' GROUP BY d.subscription_id
) pending ON pending.subscription_id = s.id
GROUP BY ROLLUP (s.name)
ORDER BY grouping(s.name) DESC, value DESC, s.name
