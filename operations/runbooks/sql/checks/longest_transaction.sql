-- For how many seconds the oldest open transaction has been going on, in any database of this server, and whose it is.
-- Of other users' sessions the server tells their number alone, unless this role may read all statistics.
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - a.xact_start)), 0)::float8 AS value,
       (array_agg(a.pid ORDER BY a.xact_start))[1] AS pid,
       (array_agg(a.application_name ORDER BY a.xact_start))[1] AS application,
       (array_agg(a.state ORDER BY a.xact_start))[1] AS session_state,
       (SELECT count(*) FROM pg_stat_activity h
        WHERE h.usesysid IS NOT NULL AND h.datid IS NOT NULL AND h.query = '<insufficient privilege>') AS hidden
FROM pg_stat_activity a
WHERE a.xact_start IS NOT NULL AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()
