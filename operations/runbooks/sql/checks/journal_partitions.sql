-- For how many months to come the journal has a partition, without a gap, this month not counted.
SELECT month.number - 1 AS value,
       (SELECT count(*) FROM (SELECT FROM integration.event_journal_default LIMIT 1000) rows) AS in_default
FROM (
    SELECT min(n) AS number FROM generate_series(0, 24) n
    WHERE NOT EXISTS (
        SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'integration.event_journal'::regclass
          AND c.relname = 'event_journal_' || to_char(
              date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n), 'YYYY_MM'))
) month
