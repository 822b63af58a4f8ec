-- The time in seconds within which 95 % of samples were sent off after they had been asked for.
-- Who still waits counts with the time waited so far, once that is longer than promised.
WITH fact AS (
    SELECT width_bucket(f.requested_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM coalesce(coalesce(f.processed_at, f.ended_at), %(now)s) - f.requested_at) AS seconds
    FROM fact_samples f
    WHERE f.requested_at >= %(since)s AND f.requested_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND (coalesce(f.processed_at, f.ended_at) IS NOT NULL OR f.requested_at < %(now)s - interval '2 minutes')
      AND f.voided_at IS NULL
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
