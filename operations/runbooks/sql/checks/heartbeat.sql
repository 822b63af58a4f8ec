-- How many seconds ago a heartbeat last came through beat, Redis, a worker and the database.
SELECT extract(epoch FROM clock_timestamp() - finished_at)::float8 AS value, finished_at AS last_success
FROM job_runs
WHERE job = 'heartbeat' AND succeeded
ORDER BY finished_at DESC
LIMIT 1
