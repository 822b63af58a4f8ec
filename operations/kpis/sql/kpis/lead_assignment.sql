-- The time in seconds within which 95 % of new leads were given to a representative.
-- Who still waits counts with the time waited so far, once that is longer than promised.
WITH fact AS (
    SELECT width_bucket(f.came_in_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM coalesce(f.assigned_at, %(now)s) - f.came_in_at) AS seconds
    FROM fact_assignments f
    WHERE f.came_in_at >= %(since)s AND f.came_in_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND (f.assigned_at IS NOT NULL OR f.came_in_at < %(now)s - interval '30 seconds')
      AND f.voided_at IS NULL
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
