-- The share of alarms "somebody is struggling" that were false: help was offered, and it was of no help.
WITH fact AS (
    SELECT width_bucket(f.used_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           EXISTS (SELECT FROM fact_help_answers a
                   WHERE a.correlation_id = f.correlation_id AND a.helpful = false AND a.voided_at IS NULL) AS counts
    FROM ai_usage f
    WHERE f.used_at >= %(since)s AND f.used_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL AND f.purpose = 'struggle-detection'
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(counts::int) AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
