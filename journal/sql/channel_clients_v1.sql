-- Poison for clients of a channel: an event on which a client fails is tried again later, and parked after as many
-- attempts as the subscription allows; a client may say so itself, or die of it.

-- When to try again after so many failed attempts: 5 seconds, then three times as long each time, up to 8 hours; spread
-- by 20 % either way, or all that failed together would come back together.
CREATE FUNCTION integration.backoff(attempts bigint) RETURNS interval
LANGUAGE sql VOLATILE RETURN
    least(5 * power(3, least(greatest(attempts, 1) - 1, 10)), 28800) * (0.8 + 0.4 * random()) * interval '1 second';

-- Give back events that this worker fetched and cannot handle, with a reason: they come again later, and are parked after
-- the last attempt, or at once with `p_park`. How many were still its own.
CREATE FUNCTION integration.reject_events(
    p_worker text, p_delivery_ids bigint[], p_why text, p_park boolean DEFAULT false
) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT integration.settle_deliveries(
        p_worker, array_agg(d.id),
        array_agg(CASE WHEN p_park OR d.attempts + 1 >= s.most_attempts THEN 'PARKED' ELSE 'FAILED' END),
        array_agg(p_why), array_agg(clock_timestamp() + integration.backoff(d.attempts + 1)))
    FROM integration.event_deliveries d
    JOIN integration.subscriptions s ON s.id = d.subscription_id AND s.kind = 'CHANNEL'
    WHERE d.id = ANY (p_delivery_ids)
$$;

-- A client that went away in the middle of its events failed on the first that it has not confirmed: they are handled in
-- the order in which they were fetched. The others come again as if nothing had happened.
CREATE FUNCTION integration.count_unconfirmed(p_subscription_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    worker text;
    failed bigint[];
BEGIN
    FOR worker, failed IN
        SELECT d.claimed_by, array_agg(d.id ORDER BY d.id)
        FROM (
            SELECT e.id, e.claimed_by FROM integration.event_deliveries e
            WHERE e.subscription_id = p_subscription_id AND e.state = 'PENDING' AND e.claimed_by <> ''
              AND e.claimed_until <= clock_timestamp()
            FOR UPDATE SKIP LOCKED
        ) d
        GROUP BY d.claimed_by
    LOOP
        PERFORM integration.reject_events(worker, failed[1:1], 'Fetched, but not confirmed in time.');
        UPDATE integration.event_deliveries d SET claimed_by = '', claimed_until = NULL
        WHERE d.id = ANY (failed[2:]) AND d.state = 'PENDING' AND d.claimed_by = worker;
    END LOOP;
END $$;

-- A client of a channel takes its next events, in order, for `p_lease`; it confirms them with integration.acknowledge,
-- one by one or together, or gives them back with integration.reject_events.
CREATE OR REPLACE FUNCTION integration.fetch_events(
    p_subscription text, p_worker text, p_limit int DEFAULT 100, p_lease interval DEFAULT '1 minute'
) RETURNS TABLE (delivery_id bigint, event_id uuid, event_type text, recorded_at timestamptz, payload jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    wanted bigint := (SELECT s.id FROM integration.subscriptions s WHERE s.name = p_subscription AND s.kind = 'CHANNEL');
BEGIN
    IF wanted IS NULL THEN
        RETURN;
    END IF;
    PERFORM integration.count_unconfirmed(wanted);
    RETURN QUERY
        SELECT c.delivery_id, c.event_id, c.event_type, c.recorded_at, c.payload
        FROM integration.claim_deliveries(wanted, p_worker, p_limit, 20, p_lease) c;
END $$;

-- As before, but what a client of a channel held stays its own, with the lease over: fetching counts that as an attempt.
CREATE OR REPLACE FUNCTION integration.free_claims_of_the_dead() RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH worker AS MATERIALIZED (
        SELECT claimed_by FROM integration.event_deliveries
        WHERE state = 'PENDING' AND claimed_by <> '' AND claimed_until > clock_timestamp()
        GROUP BY claimed_by
    ), dead AS MATERIALIZED (
        SELECT claimed_by FROM worker
        WHERE claimed_by LIKE 'relay:%' AND pg_try_advisory_xact_lock(hashtextextended(claimed_by, 0))
    ), freed AS (
        UPDATE integration.event_deliveries d SET
            claimed_by = CASE s.kind WHEN 'CHANNEL' THEN d.claimed_by ELSE '' END,
            claimed_until = CASE s.kind WHEN 'CHANNEL' THEN clock_timestamp() END
        FROM dead, integration.subscriptions s
        WHERE d.state = 'PENDING' AND d.claimed_by = dead.claimed_by AND s.id = d.subscription_id
          AND d.claimed_until > clock_timestamp()
        RETURNING d.id
    )
    SELECT count(*)::int FROM freed
$$;
