-- Questions that AI was too unsure of to route (confidence under 0.6), of all that it was to route.
WITH fact AS (
    SELECT width_bucket(f.used_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.confidence < 0.6 AS counts
    FROM ai_usage f
    WHERE f.used_at >= %(since)s AND f.used_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL AND f.purpose = 'routing'
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       count(*) FILTER (WHERE counts)::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
