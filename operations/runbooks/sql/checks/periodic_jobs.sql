-- When each periodic job last ended well, the longest ago first, and how often it has failed since.
SELECT ages.job, ages.last_success, clock_timestamp() - ages.last_success AS age,
       (SELECT count(*) FROM job_runs f
        WHERE f.job = ages.job AND f.succeeded = false AND f.finished_at > coalesce(ages.last_success, '-infinity'))
           AS failed_since
FROM (
    SELECT job, max(finished_at) FILTER (WHERE succeeded) AS last_success FROM job_runs GROUP BY job
) ages
ORDER BY ages.last_success NULLS FIRST, ages.job
