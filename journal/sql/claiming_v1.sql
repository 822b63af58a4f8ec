-- Claiming and settling deliveries. In order within a stream of one subscription, in parallel across streams: only the
-- first open delivery of a stream can be claimed, with what follows it; a parked one holds up what comes after it.

-- Claim up to `p_limit` streams of a subscription, of each up to `p_run` deliveries in order, for `p_lease`. Without a
-- lease, the rows are locked until the transaction ends, and whoever crashes leaves no trace.
CREATE FUNCTION integration.claim_deliveries(
    p_subscription_id bigint, p_worker text, p_limit int, p_run int DEFAULT 1, p_lease interval DEFAULT NULL
) RETURNS TABLE (
    delivery_id bigint, stream text, attempts int, event_id uuid, event_type text, schema_version int,
    aggregate_type text, aggregate_id bigint, territory text, correlation_id uuid, source text, recorded_at timestamptz,
    journal_id bigint, payload jsonb
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Index look-ups alone, whatever the statistics say: queues are empty when they are analysed.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    t timestamptz := clock_timestamp();
    is_ordered boolean;
    claimed bigint[];
BEGIN
    SELECT s.ordered INTO is_ordered FROM integration.subscriptions s
    WHERE s.id = p_subscription_id AND s.state = 'ACTIVE' AND (s.rests_until IS NULL OR s.rests_until <= t);
    IF NOT FOUND THEN
        RETURN;
    END IF;

    WITH head AS MATERIALIZED (
        SELECT d.id, d.stream FROM integration.event_deliveries d
        WHERE d.subscription_id = p_subscription_id AND d.state = 'PENDING' AND d.due_at <= t
          AND (d.claimed_until IS NULL OR d.claimed_until <= t)
          AND (NOT is_ordered OR NOT EXISTS (
              SELECT FROM integration.event_deliveries e
              WHERE e.subscription_id = p_subscription_id AND e.stream = d.stream AND e.id < d.id
                AND e.state IN ('PENDING', 'PARKED')))
        ORDER BY d.due_at, d.id
        LIMIT p_limit
        FOR UPDATE OF d SKIP LOCKED
    )
    SELECT array_agg(run.id) INTO claimed
    FROM (
        SELECT head.id FROM head
        UNION ALL
        SELECT follower.id
        FROM head
        CROSS JOIN LATERAL (
            SELECT e.id, bool_and(e.state = 'PENDING') OVER (ORDER BY e.id) AS in_a_row
            FROM integration.event_deliveries e
            WHERE e.subscription_id = p_subscription_id AND e.stream = head.stream AND e.id > head.id
              AND e.state IN ('PENDING', 'PARKED')
            ORDER BY e.id
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

-- Note what became of claimed deliveries; how many were still ours. Outcomes: DELIVERED; FAILED, due again at `p_due_at`;
-- PARKED; RELEASED, not tried. `p_worker` NULL: claimed without a lease, in this transaction.
CREATE FUNCTION integration.settle_deliveries(
    p_worker text, p_ids bigint[], p_outcomes text[], p_errors text[], p_due_at timestamptz[]
) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    t timestamptz := clock_timestamp();
    settled int;
BEGIN
    WITH outcome AS (
        SELECT * FROM unnest(p_ids, p_outcomes, p_errors, p_due_at) AS o (id, outcome, error, due_at)
    ), done AS (
        UPDATE integration.event_deliveries d SET
            state = CASE o.outcome WHEN 'DELIVERED' THEN 'DELIVERED' WHEN 'PARKED' THEN 'PARKED' ELSE 'PENDING' END,
            settled_at = CASE WHEN o.outcome IN ('DELIVERED', 'PARKED') THEN t END,
            attempts = d.attempts + CASE o.outcome WHEN 'RELEASED' THEN 0 ELSE 1 END,
            due_at = CASE o.outcome WHEN 'FAILED' THEN o.due_at ELSE d.due_at END,
            last_error = CASE o.outcome WHEN 'DELIVERED' THEN '' WHEN 'RELEASED' THEN d.last_error ELSE left(o.error, 2000) END,
            claimed_by = '', claimed_until = NULL
        FROM outcome o
        WHERE d.id = o.id AND d.state = 'PENDING' AND (p_worker IS NULL OR d.claimed_by = p_worker)
        RETURNING d.id, d.subscription_id, d.stream, o.outcome, d.due_at
    ), blocked AS (
        -- What follows cannot go before it: it need not be looked at either.
        UPDATE integration.event_deliveries f SET
            due_at = CASE head.outcome WHEN 'PARKED' THEN 'infinity' ELSE head.due_at END
        FROM done head
        JOIN integration.subscriptions s ON s.id = head.subscription_id AND s.ordered
        WHERE head.outcome IN ('FAILED', 'PARKED') AND f.subscription_id = head.subscription_id
          AND f.stream = head.stream AND f.id > head.id AND f.state = 'PENDING' AND f.id <> ALL (p_ids)
    ), counted AS (
        INSERT INTO integration.delivery_totals AS total (subscription_id, outcome, deliveries, last_at)
        SELECT subscription_id, outcome, count(*), t FROM done WHERE outcome <> 'RELEASED' GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (subscription_id, outcome) DO UPDATE
            SET deliveries = total.deliveries + excluded.deliveries, last_at = excluded.last_at
    )
    SELECT count(*) INTO settled FROM done;
    RETURN settled;
END $$;

-- Let parked deliveries go: tried again (`p_discard` false), or never. What they held up goes on. How many it were.
CREATE FUNCTION integration.unpark_deliveries(p_ids bigint[], p_discard boolean, p_why text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    t timestamptz := clock_timestamp();
    freed int;
BEGIN
    WITH done AS (
        UPDATE integration.event_deliveries d SET
            state = CASE WHEN p_discard THEN 'DISCARDED' ELSE 'PENDING' END,
            settled_at = CASE WHEN p_discard THEN t END,
            last_error = CASE WHEN p_discard THEN left(p_why, 2000) ELSE d.last_error END,
            attempts = 0, due_at = t
        WHERE d.id = ANY (p_ids) AND d.state = 'PARKED'
        RETURNING d.subscription_id, d.stream, d.event_id
    ), followers AS (
        UPDATE integration.event_deliveries f SET due_at = t
        FROM (SELECT DISTINCT subscription_id, stream FROM done) head
        WHERE f.subscription_id = head.subscription_id AND f.stream = head.stream AND f.state = 'PENDING'
    ), counted AS (
        INSERT INTO integration.delivery_totals AS total (subscription_id, outcome, deliveries, last_at)
        SELECT subscription_id, 'DISCARDED', count(*), t FROM done WHERE p_discard GROUP BY 1 ORDER BY 1
        ON CONFLICT (subscription_id, outcome) DO UPDATE
            SET deliveries = total.deliveries + excluded.deliveries, last_at = excluded.last_at
    )
    SELECT count(*) INTO freed FROM done;
    RETURN freed;
END $$;

-- Have what waits in these streams tried now: what it waited for may have come. How many it were.
CREATE FUNCTION integration.hurry_deliveries(p_subscription_id bigint, p_streams text[]) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH hurried AS (
        UPDATE integration.event_deliveries d SET due_at = clock_timestamp()
        WHERE d.subscription_id = p_subscription_id AND d.stream = ANY (p_streams) AND d.state = 'PENDING'
          AND d.due_at > clock_timestamp()
        RETURNING d.id
    )
    SELECT count(*)::int FROM hurried
$$;

-- Free what workers hold that are gone; how many deliveries. A worker keeps an advisory lock on its name for as long as
-- its session lives, so that nobody has to wait for the lease of one that was killed.
CREATE FUNCTION integration.free_claims_of_the_dead() RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH worker AS MATERIALIZED (
        SELECT claimed_by FROM integration.event_deliveries
        WHERE state = 'PENDING' AND claimed_by <> '' AND claimed_until > clock_timestamp()
        GROUP BY claimed_by
    ), dead AS MATERIALIZED (
        SELECT claimed_by FROM worker
        WHERE claimed_by LIKE 'relay:%' AND pg_try_advisory_xact_lock(hashtextextended(claimed_by, 0))
    ), freed AS (
        UPDATE integration.event_deliveries d SET claimed_by = '', claimed_until = NULL
        FROM dead WHERE d.state = 'PENDING' AND d.claimed_by = dead.claimed_by
        RETURNING d.id
    )
    SELECT count(*)::int FROM freed
$$;
