-- What belongs together is found by its correlation id. A partitioned table's index cannot be built concurrently: its
-- partitions are a month each, and writers wait for a moment only.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX event_journal_correlation ON integration.event_journal (correlation_id) WHERE correlation_id IS NOT NULL;
