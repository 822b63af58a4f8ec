-- The definition of the clock, one lead at a time, from the facts. Everything else that knows a date asks this.
--
-- Running-time coordinates: subtract the held time before an instant from its wall clock in Berlin and you get its
-- running time `r`; there, holds do not exist. Boundaries are computed in running time and mapped back by adding every
-- hold that starts before them. The result is what time alone cannot change: an open hold counts as having no length
-- yet, and `base_moves`, `grace_moves`, `expiry_moves` say which boundaries it carries along; lead_clock_at finishes
-- the sum for an instant.
--
-- A hold that ends when it starts covers no time and is left out: it may lie inside another one, and must not be taken
-- for the one that stands.
--
-- p_known_by: facts that happened later are left out. Plain SQL without SET and not strict, so that it is inlined.
-- OFFSET 0 keeps a step apart, so that what it found is not computed again wherever it is named, and so that the facts
-- are looked up by lead and nothing else: a table that was just filled still counts as empty, and there a plan that
-- reads all of its unvoided rows, for each lead, looks as good.
CREATE OR REPLACE FUNCTION lead_clock(
    p_lead_id bigint, p_started_at timestamptz, p_months int, p_follow_up_days int, p_grace_days int,
    p_known_by timestamptz
) RETURNS TABLE (
    base_local timestamp, grace_local timestamp, expires_local timestamp,
    base_moves boolean, grace_moves boolean, expiry_moves boolean,
    stopped_since timestamptz, stopped_until timestamptz, anchor_activity_id bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH hold AS (
        -- A hold that began before R is clipped to R; a length that comes out negative on the wall clock is zero.
        SELECT h.since, h.since_local, h.end_at, h.length,
               h.since_local - coalesce(sum(h.length) OVER (
                   ORDER BY h.start_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), interval '0') AS r
        FROM (
            SELECT s.start_at, s.since, s.since_local, s.end_at,
                   CASE WHEN s.end_at IS NULL THEN interval '0'
                        ELSE greatest(berlin_wall(s.end_at) - s.since_local, interval '0') END AS length
            FROM (
                SELECT f.start_at, f.end_at, f.voided_at, greatest(f.start_at, p_started_at) AS since,
                       berlin_wall(greatest(f.start_at, p_started_at)) AS since_local
                FROM lead_holds f
                WHERE f.lead_id = p_lead_id AND f.start_at <= p_known_by
                  AND (f.end_at IS NULL OR f.end_at > greatest(f.start_at, p_started_at))
                ORDER BY f.start_at
                OFFSET 0
            ) s
            WHERE s.voided_at IS NULL
            OFFSET 0
        ) h
    )
    SELECT boundary.base + mapped.before_base,
           boundary.grace + mapped.before_grace,
           boundary.expiry + mapped.before_expiry,
           mapped.base_moves, mapped.grace_moves, mapped.expiry_moves,
           mapped.stopped_since, mapped.stopped_until,
           boundary.activity_id
    FROM (SELECT berlin_wall(p_started_at) + make_interval(months => p_months) AS ends OFFSET 0) base
    CROSS JOIN LATERAL (
        SELECT base.ends AS base,
               chain.anchor + make_interval(days => p_follow_up_days) AS grace,
               chain.anchor + make_interval(days => p_follow_up_days + p_grace_days) AS expiry,
               chain.activity_id
        FROM (
            -- Each qualified activity restarts the follow-up window, unless the window was over before it: then the
            -- chain is broken, and no later activity mends it.
            SELECT greatest(base.ends, max(link.r) FILTER (WHERE NOT link.broken)) AS anchor,
                   (array_agg(link.id ORDER BY link.r DESC, link.occurred_at DESC)
                       FILTER (WHERE NOT link.broken AND link.r > base.ends))[1] AS activity_id
            FROM (
                SELECT step.id, step.occurred_at, step.r,
                       bool_or(step.r >= step.anchor_before + make_interval(days => p_follow_up_days + p_grace_days))
                           OVER (ORDER BY step.occurred_at, step.id) AS broken
                FROM (
                    SELECT act.id, act.occurred_at, act.r,
                           greatest(base.ends, max(act.r) OVER (
                               ORDER BY act.occurred_at, act.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                           )) AS anchor_before
                    FROM (
                        SELECT a.id, a.occurred_at,
                               berlin_wall(a.occurred_at) - coalesce((
                                   SELECT sum(greatest(berlin_wall(least(hold.end_at, a.occurred_at)) - hold.since_local,
                                                       interval '0'))
                                   FROM hold WHERE hold.since < a.occurred_at), interval '0') AS r
                        FROM lead_activities a
                        WHERE a.lead_id = p_lead_id AND a.qualified AND a.voided_at IS NULL
                          AND a.occurred_at <= p_known_by
                          -- r is never later than the wall clock, so what happened before the base period's length was
                          -- over cannot count; the hours allow for the clock change.
                          AND a.occurred_at > berlin_instant(base.ends) - interval '2 hours'
                        ORDER BY a.occurred_at, a.id
                        OFFSET 0
                    ) act
                ) step
            ) link
        ) chain
        OFFSET 0
    ) boundary
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(hold.length) FILTER (WHERE hold.r < boundary.base), interval '0') AS before_base,
               coalesce(sum(hold.length) FILTER (WHERE hold.r < boundary.grace), interval '0') AS before_grace,
               coalesce(sum(hold.length), interval '0') AS before_expiry,
               coalesce(bool_or(hold.end_at IS NULL AND hold.r < boundary.base), false) AS base_moves,
               coalesce(bool_or(hold.end_at IS NULL AND hold.r < boundary.grace), false) AS grace_moves,
               coalesce(bool_or(hold.end_at IS NULL), false) AS expiry_moves,
               -- Holds of a lead never overlap, so the latest effective one is the one that may stand now.
               max(hold.since) AS stopped_since,
               CASE WHEN bool_or(hold.end_at IS NULL) THEN NULL ELSE max(hold.end_at) END AS stopped_until
        FROM hold
        WHERE hold.r < boundary.expiry  -- at or after expiry a hold has no effect: it never resurrects
    ) mapped
$$;

-- Leads with such a hold read otherwise from now on.
SELECT refresh_lead_protections(array_agg(DISTINCT lead_id))
FROM lead_holds WHERE end_at = start_at AND voided_at IS NULL;
