-- The mean time in seconds from opening a SEV1 or SEV2 until it was resolved; drills apart.
-- What goes on counts with the time so far, once that is longer than promised.
WITH fact AS (
    SELECT width_bucket(f.opened_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM coalesce(f.resolved_at, %(now)s) - f.opened_at) AS seconds
    FROM incidents f
    WHERE f.opened_at >= %(since)s AND f.opened_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.severity IN ('SEV1', 'SEV2') AND NOT f.is_drill
      AND (f.resolved_at IS NOT NULL OR f.opened_at < %(now)s - interval '4 hours')
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
