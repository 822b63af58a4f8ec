-- How many seconds ago a scan for due reminders last ended well: the one at 08:00, or one of those every few minutes.
SELECT extract(epoch FROM clock_timestamp() - scan.finished_at)::float8 AS value, scan.job,
       scan.finished_at AS last_success
FROM (VALUES ('reminder_sweep'), ('daily_reminders')) scans (job)
CROSS JOIN LATERAL (
    SELECT r.job, r.finished_at FROM job_runs r
    WHERE r.job = scans.job AND r.succeeded ORDER BY r.finished_at DESC LIMIT 1
) scan
ORDER BY scan.finished_at DESC
LIMIT 1
