-- Leads that lost protection though nobody had been reminded; one that was revived lost nothing.
WITH fact AS (
    SELECT width_bucket(f.expired_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           f.unreminded AND f.revived_at IS NULL AS counts
    FROM lead_expiries f
    WHERE f.expired_at >= %(since)s AND f.expired_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND true
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       count(*) FILTER (WHERE counts)::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
