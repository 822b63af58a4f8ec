-- What a new lead cost in euros: AI, infrastructure and sales time, divided by the leads that came in.
-- Costs of all territories (without one) count in the total only.
WITH cost AS (
    SELECT bucket, territory, sum(euros) AS euros
    FROM costs_between(%(edges)s::timestamptz[])
    WHERE territory = ANY (%(territories)s)
    GROUP BY 1, 2
), counted AS (
    SELECT width_bucket(l.created_at, %(edges)s::timestamptz[]) AS bucket, l.territory, count(*) AS counted
    FROM leads l
    WHERE l.created_at >= %(since)s AND l.created_at < %(until)s AND l.territory = ANY (%(territories)s)
    GROUP BY 1, 2
), merged AS (
    SELECT bucket, territory, euros, 0 AS counted FROM cost
    UNION ALL
    SELECT bucket, territory, 0, counted FROM counted
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       sum(euros) / nullif(sum(counted), 0) AS value, sum(counted)::bigint AS population
FROM merged
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
