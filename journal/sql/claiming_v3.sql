-- Claiming as in version 2, by plans that no statistics change: where the table had been analysed while it was empty, each
-- claim read the whole queue, or for each delivery all that stood before it. Streams are asked for as ranges, in the order of
-- stream and id: only the index of open deliveries has that order.

CREATE OR REPLACE FUNCTION integration.claim_deliveries(
    p_subscription_id bigint, p_worker text, p_limit int, p_run int, p_lease interval, p_catering_first boolean
) RETURNS TABLE (
    delivery_id bigint, stream text, attempts int, event_id uuid, event_type text, schema_version int,
    aggregate_type text, aggregate_id bigint, territory text, correlation_id uuid, source text, recorded_at timestamptz,
    journal_id bigint, payload jsonb
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Index look-ups in their order, whatever the statistics say: queues are empty when they are analysed.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_bitmapscan = off SET enable_sort = off AS $$
#variable_conflict use_column
DECLARE
    t timestamptz := clock_timestamp();
    is_ordered boolean;
    urgent bigint[] := '{}';
    claimed bigint[];
BEGIN
    SELECT s.ordered INTO is_ordered FROM integration.subscriptions s
    WHERE s.id = p_subscription_id AND s.state = 'ACTIVE' AND (s.rests_until IS NULL OR s.rests_until <= t);
    IF NOT FOUND THEN
        RETURN;
    END IF;

    IF p_catering_first THEN
        -- At most 1,000 are looked at: they may all stand behind what others have claimed.
        WITH lane AS MATERIALIZED (
            SELECT d.id, d.stream FROM integration.event_deliveries d
            WHERE d.subscription_id = p_subscription_id AND d.state = 'PENDING' AND d.event_type LIKE 'catering.%'
              AND d.due_at <= t AND (d.claimed_until IS NULL OR d.claimed_until <= t)
            ORDER BY d.due_at, d.id
            LIMIT 1000
        ), first AS MATERIALIZED (
            SELECT DISTINCT CASE WHEN is_ordered THEN head.id ELSE lane.id END AS id
            FROM lane
            LEFT JOIN LATERAL (
                SELECT e.id FROM integration.event_deliveries e
                WHERE is_ordered AND e.subscription_id = p_subscription_id
                  AND e.stream >= lane.stream AND e.stream <= lane.stream AND e.state IN ('PENDING', 'PARKED')
                ORDER BY e.stream, e.id
                LIMIT 1
            ) head ON true
            ORDER BY id
        ), locked AS MATERIALIZED (
            SELECT d.id FROM first CROSS JOIN LATERAL (
                SELECT f.id FROM integration.event_deliveries f
                WHERE f.id = first.id AND f.state = 'PENDING' AND f.due_at <= t
                  AND (f.claimed_until IS NULL OR f.claimed_until <= t)
                FOR UPDATE SKIP LOCKED
            ) d
            LIMIT p_limit
        )
        SELECT coalesce(array_agg(id), '{}') INTO urgent FROM locked;
    END IF;

    WITH ordinary AS MATERIALIZED (
        SELECT d.id, d.stream FROM integration.event_deliveries d
        WHERE d.subscription_id = p_subscription_id AND d.state = 'PENDING' AND d.due_at <= t
          AND d.id <> ALL (urgent) AND (d.claimed_until IS NULL OR d.claimed_until <= t)
          AND (NOT is_ordered OR NOT EXISTS (
              SELECT FROM integration.event_deliveries e
              -- As a row, so that the primary key is no way to find it: in an empty table that would look as cheap.
              WHERE e.subscription_id = p_subscription_id AND e.stream = d.stream AND (e.stream, e.id) < (d.stream, d.id)
                AND e.state IN ('PENDING', 'PARKED')))
        ORDER BY d.due_at, d.id
        LIMIT p_limit - cardinality(urgent)
        FOR UPDATE OF d SKIP LOCKED
    ), head AS MATERIALIZED (
        SELECT id, stream FROM ordinary
        UNION ALL
        SELECT d.id, d.stream FROM unnest(urgent) AS u (id)
        CROSS JOIN LATERAL (SELECT * FROM integration.event_deliveries f WHERE f.id = u.id OFFSET 0) d
    )
    SELECT array_agg(run.id) INTO claimed
    FROM (
        SELECT head.id FROM head
        UNION ALL
        SELECT follower.id
        FROM head
        CROSS JOIN LATERAL (
            SELECT e.id, bool_and(e.state = 'PENDING') OVER (ORDER BY e.stream, e.id) AS in_a_row
            FROM integration.event_deliveries e
            WHERE e.subscription_id = p_subscription_id AND (e.stream, e.id) > (head.stream, head.id)
              AND e.stream <= head.stream AND e.state IN ('PENDING', 'PARKED')
            ORDER BY e.stream, e.id
            LIMIT p_run - 1
        ) follower
        WHERE is_ordered AND follower.in_a_row
    ) run;

    IF p_lease IS NOT NULL THEN
        UPDATE integration.event_deliveries d SET claimed_by = p_worker, claimed_until = t + p_lease
        FROM unnest(claimed) AS c (id) WHERE d.id = c.id;
    END IF;
    RETURN QUERY
        SELECT d.id, d.stream, d.attempts::int, j.event_id, j.event_type, j.schema_version::int, j.aggregate_type,
               j.aggregate_id, j.territory::text, j.correlation_id, j.source, j.recorded_at, j.id, j.payload
        FROM unnest(claimed) AS c (id)
        CROSS JOIN LATERAL (SELECT * FROM integration.event_deliveries f WHERE f.id = c.id OFFSET 0) d
        CROSS JOIN LATERAL (
            SELECT * FROM integration.event_journal f
            WHERE f.id = d.journal_id AND f.recorded_at = d.event_recorded_at OFFSET 0) j
        ORDER BY d.id;
END $$;
