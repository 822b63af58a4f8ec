-- How many seconds ago the relay, which delivers events, last said that it is alive.
SELECT extract(epoch FROM clock_timestamp() - finished_at)::float8 AS value, finished_at AS last_success
FROM job_runs
WHERE job = 'relay' AND succeeded
ORDER BY finished_at DESC
LIMIT 1
