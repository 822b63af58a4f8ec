-- When each periodic job last ended well, the longest ago first, and how often it has failed since. From one job's name
-- to the next, and to each one's last success, by index; of its runs, those since a day before that.
SELECT jobs.job, done.finished_at AS last_success, clock_timestamp() - done.finished_at AS age,
       (SELECT count(*) FROM job_runs f
        WHERE f.job = jobs.job AND f.slot > coalesce(done.finished_at - interval '1 day', '-infinity')
          AND f.succeeded = false AND f.finished_at > coalesce(done.finished_at, '-infinity')) AS failed_since
FROM (
    WITH RECURSIVE names AS (
        SELECT min(r.job) AS job FROM job_runs r
        UNION ALL
        SELECT (SELECT min(r.job) FROM job_runs r WHERE r.job > names.job) FROM names WHERE names.job IS NOT NULL
    )
    SELECT names.job FROM names WHERE names.job IS NOT NULL
) jobs
LEFT JOIN LATERAL (
    SELECT r.finished_at FROM job_runs r
    WHERE r.job = jobs.job AND r.succeeded ORDER BY r.finished_at DESC LIMIT 1
) done ON true
ORDER BY done.finished_at NULLS FIRST, jobs.job
