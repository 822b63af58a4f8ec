-- Samples that are lost; one that turned up is not.
WITH fact AS (
    SELECT width_bucket(f.lost_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.state = 'LOST' AS counts
    FROM fact_samples f
    WHERE f.lost_at >= %(since)s AND f.lost_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL AND f.state = 'LOST'
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       count(*) FILTER (WHERE counts)::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
