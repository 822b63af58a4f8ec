-- The share of answers that helped: those of the help system, and those given on runbooks here.
WITH fact AS (
    SELECT width_bucket(f.answered_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.helpful
    FROM fact_help_answers f
    WHERE f.answered_at >= %(since)s AND f.answered_at < %(until)s AND f.voided_at IS NULL AND f.helpful IS NOT NULL
      AND f.territory = ANY (%(territories)s)
    UNION ALL
    SELECT width_bucket(f.recorded_at, %(edges)s::timestamptz[]), '', f.helped
    FROM runbook_feedback f
    WHERE f.recorded_at >= %(since)s AND f.recorded_at < %(until)s
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(helpful::int) AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
