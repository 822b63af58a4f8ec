-- For how many leads the stored deadline was not what their entries come to, at the last nightly check.
SELECT (result ->> 'drifted')::bigint AS value, finished_at AS as_of
FROM job_runs
WHERE job = 'verify_protection' AND succeeded
ORDER BY finished_at DESC
LIMIT 1
