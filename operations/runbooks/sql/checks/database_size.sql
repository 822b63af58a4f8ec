-- How many bytes the database takes, and its largest tables with their indexes.
SELECT pg_database_size(current_database()) AS value, '' AS table_name,
       pg_size_pretty(pg_database_size(current_database())) AS size
UNION ALL
SELECT * FROM (
    SELECT pg_total_relation_size(largest.oid), largest.name, pg_size_pretty(pg_total_relation_size(largest.oid))
    FROM (
        SELECT c.oid, n.nspname || '.' || c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        ORDER BY c.relpages DESC LIMIT 15
    ) largest
    ORDER BY 1 DESC, 2
) tables
