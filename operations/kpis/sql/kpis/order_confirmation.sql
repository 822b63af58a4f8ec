-- The time in seconds within which 95 % of orders were confirmed.
-- Who still waits counts with the time waited so far, once that is longer than promised.
WITH fact AS (
    SELECT width_bucket(f.placed_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM coalesce(f.confirmed_at, %(now)s) - f.placed_at) AS seconds
    FROM fact_orders f
    WHERE f.placed_at >= %(since)s AND f.placed_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND (f.confirmed_at IS NOT NULL OR f.placed_at < %(now)s - interval '5 minutes')
      AND f.voided_at IS NULL
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
