-- Sessions that wait for a lock that another one holds, and which. Locks are visible whoever holds them.
SELECT w.pid, w.locked, array_to_string(pg_blocking_pids(w.pid), ', ') AS blocked_by,
       (SELECT string_agg(DISTINCT h.usename || ' ' || h.application_name, ', ')
        FROM pg_stat_activity h WHERE h.pid = ANY (pg_blocking_pids(w.pid))) AS application,
       w.since
FROM (
    SELECT l.pid, min(coalesce(c.relname, l.locktype)) AS locked, min(l.waitstart) AS since
    FROM pg_locks l
    LEFT JOIN pg_class c ON c.oid = l.relation
    WHERE NOT l.granted
    GROUP BY l.pid
) w
WHERE cardinality(pg_blocking_pids(w.pid)) > 0
ORDER BY w.since NULLS FIRST, w.pid
