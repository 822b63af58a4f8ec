-- The time in seconds within which 95 % of catering requests were answered.
-- Who still waits counts with the time waited so far, once that is longer than promised.
WITH fact AS (
    SELECT width_bucket(f.asked_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM coalesce(f.answered_at, %(now)s) - f.asked_at) AS seconds
    FROM fact_catering f
    WHERE f.asked_at >= %(since)s AND f.asked_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND (f.answered_at IS NOT NULL OR f.asked_at < %(now)s - interval '2 hours')
      AND f.voided_at IS NULL
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
