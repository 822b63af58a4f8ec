-- The share of samples that were delivered, of those whose fate was decided: delivered, failed or lost.
WITH fact AS (
    SELECT width_bucket(f.ended_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.state = 'DELIVERED' AS counts
    FROM fact_samples f
    WHERE f.ended_at >= %(since)s AND f.ended_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(counts::int) AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
