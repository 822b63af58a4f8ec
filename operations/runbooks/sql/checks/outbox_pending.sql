-- How many deliveries wait: all in all first, then by subscription, the most first.
SELECT sum(pending.deliveries)::bigint AS value, s.name AS subscription, min(pending.oldest) AS oldest
FROM integration.subscriptions s
CROSS JOIN LATERAL (
    SELECT count(*) AS deliveries, min(d.created_at) AS oldest FROM integration.event_deliveries d
    WHERE d.subscription_id = s.id AND d.state = 'PENDING'
) pending
GROUP BY ROLLUP (s.name)
ORDER BY grouping(s.name) DESC, value DESC, s.name
