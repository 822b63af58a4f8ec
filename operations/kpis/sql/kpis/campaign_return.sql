-- What campaigns brought for each euro they cost, less that euro (0.5: half as much again came back).
-- A campaign brings the orders of leads that came in while it ran, in its territory; it costs what is entered for it.
WITH campaign AS (
    SELECT width_bucket(f.started_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.external_id, f.started_at,
           coalesce(f.ended_at, f.ends_at, %(now)s) AS ended_at
    FROM fact_campaigns f
    WHERE f.started_at >= %(since)s AND f.started_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL
), fact AS (
    SELECT c.bucket, c.territory,
           (SELECT coalesce(sum(in_euros(o.amount, o.currency, (o.placed_at AT TIME ZONE 'Europe/Berlin')::date)), 0)
            FROM leads l
            JOIN fact_orders o ON o.lead_id = l.id AND o.placed_at >= c.started_at AND o.voided_at IS NULL
            WHERE l.created_at >= c.started_at AND l.created_at < c.ended_at
              AND (c.territory = '' OR l.territory = c.territory)) AS brought,
           (SELECT sum(in_euros(k.amount, k.currency, (k.starts_at AT TIME ZONE 'Europe/Berlin')::date))
            FROM costs k WHERE k.campaign = c.external_id AND k.voided_at IS NULL) AS cost
    FROM campaign c
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       sum(brought) FILTER (WHERE cost > 0) / nullif(sum(cost), 0) - 1 AS value,
       count(*) FILTER (WHERE cost > 0) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
