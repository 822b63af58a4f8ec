-- How alerting stands: open incidents by severity, and the seconds since escalation last succeeded and the watchdog came.
SELECT 'open' AS what, i.severity AS label, count(*)::float AS value
FROM incidents i WHERE i.state NOT IN ('RESOLVED', 'CLOSED') AND NOT i.is_drill GROUP BY i.severity
UNION ALL
SELECT 'escalation', '', extract(epoch FROM clock_timestamp() - max(finished_at))::float
FROM job_runs WHERE job = 'escalate' AND succeeded HAVING max(finished_at) IS NOT NULL
UNION ALL
SELECT 'watchdog', '', extract(epoch FROM clock_timestamp() - received_at)::float FROM watchdog_beats
