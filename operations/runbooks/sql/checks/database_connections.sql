-- The share of the connections open to the application that is in use, over all databases of this server.
SELECT open.sessions::float8 / allowed.sessions AS value, open.sessions AS used, allowed.sessions AS most
FROM (
    -- Processes of the server itself have no user or no database; workers of a parallel query have a leader.
    SELECT count(*) AS sessions FROM pg_stat_activity
    WHERE usesysid IS NOT NULL AND datid IS NOT NULL AND leader_pid IS NULL
) open
CROSS JOIN (
    SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - current_setting('reserved_connections')::int AS sessions
) allowed
