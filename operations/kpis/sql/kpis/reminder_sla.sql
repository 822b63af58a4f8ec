-- The share of reminders that went out within 60 minutes, of those that fell due and were not cancelled.
-- One that waits is late once the 60 minutes are over; before, it is neither.
WITH fact AS (
    SELECT width_bucket(f.due_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           coalesce(f.sent_at <= f.due_at + interval '60 minutes', false) AS counts
    FROM lead_reminders f
    WHERE f.due_at >= %(since)s AND f.due_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.status <> 'CANCELLED' AND (f.sent_at IS NOT NULL OR f.due_at <= %(now)s - interval '60 minutes')
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       avg(counts::int) AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
