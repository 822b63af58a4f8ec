-- The time in seconds within which 95 % of questions to the help system had their ranked answers and their confidence.
-- Questions belong to no territory: whoever sees KPIs sees them all.
SELECT width_bucket(q.asked_at, %(edges)s::timestamptz[]) AS bucket, '' AS territory,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY q.seconds)::numeric AS value, count(*) AS population
FROM runbook_question_times q
WHERE q.asked_at >= %(since)s AND q.asked_at < %(until)s
GROUP BY 1
