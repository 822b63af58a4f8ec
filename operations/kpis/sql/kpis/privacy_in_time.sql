-- The share of data-protection requests that were answered in time, of those that were answered or are overdue.
WITH fact AS (
    SELECT width_bucket(f.due_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           coalesce(f.answered_at <= f.due_at, false) AS counts
    FROM fact_privacy_requests f
    WHERE f.due_at >= %(since)s AND f.due_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL AND (f.answered_at IS NOT NULL OR f.due_at <= %(now)s)
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(counts::int) AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
