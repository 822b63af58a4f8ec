-- Bring the projection of some leads in line with their facts. Called by every trigger on a fact table.
-- Index look-ups alone, a lead at a time, whatever the statistics say: a table that has just been filled still counts as
-- empty, and a plan made then, and kept by the session, made a COPY of 100,000 quadratic. A lateral subquery with OFFSET 0
-- leaves the planner no other order.
-- Since v1: whatever brings protection back is handed to record_lead_revivals, which tells a revival from a new protection.
CREATE OR REPLACE FUNCTION refresh_lead_protections(p_lead_ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
-- There is one good plan, and making it anew took several times as long as the work on one lead.
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    t timestamptz;
    over bigint[];
    expired bigint[];
    back bigint[];
    back_from_users bigint[];
    back_from_starts timestamptz[];
BEGIN
    -- Lock first, in id order, and compute in a new statement, which sees what the writer before us committed:
    -- otherwise two writers on one lead lose one of their facts, or wait for each other.
    SELECT array_agg(locked.lead_id) FILTER (WHERE locked.expiry_open AND locked.expires_at <= clock_timestamp()) INTO over
    FROM (SELECT p.lead_id, p.expiry_open, p.expires_at FROM lead_protections p
          WHERE p.lead_id = ANY (p_lead_ids) ORDER BY p.lead_id FOR UPDATE) locked;
    IF over IS NOT NULL THEN
        -- Expired by time and not yet recorded: recorded now, before a late fact can hide it.
        PERFORM record_lead_expiries(over);
    END IF;

    t := clock_timestamp();
    WITH refreshed AS (
        INSERT INTO lead_protections AS p (
            lead_id, user_id, territory, status, started_at, policy_id, base_local, grace_local, expires_local,
            stopped_since, stopped_until, base_ends_at, grace_starts_at, expires_at, reminder_due_at, window_start,
            reminder_open, due_known_at, expiry_open, changed_at)
        SELECT d.*, t, d.expires_at IS NULL OR d.expires_at > t, t
        FROM unnest(p_lead_ids) AS touched (lead_id)
        CROSS JOIN LATERAL (SELECT * FROM lead_protections_defined f WHERE f.lead_id = touched.lead_id OFFSET 0) d
        ON CONFLICT (lead_id) DO UPDATE SET
            user_id = excluded.user_id, territory = excluded.territory, status = excluded.status,
            started_at = excluded.started_at, policy_id = excluded.policy_id, base_local = excluded.base_local,
            grace_local = excluded.grace_local, expires_local = excluded.expires_local,
            stopped_since = excluded.stopped_since, stopped_until = excluded.stopped_until,
            base_ends_at = excluded.base_ends_at, grace_starts_at = excluded.grace_starts_at,
            expires_at = excluded.expires_at, reminder_due_at = excluded.reminder_due_at,
            window_start = excluded.window_start, reminder_open = excluded.reminder_open,
            -- A due date that stays the same stays known since then.
            due_known_at = CASE
                WHEN (p.user_id, p.status, p.window_start, p.reminder_due_at)
                    IS NOT DISTINCT FROM (excluded.user_id, excluded.status, excluded.window_start, excluded.reminder_due_at)
                THEN p.due_known_at ELSE t END,
            expiry_open = p.expiry_open OR excluded.expiry_open,
            changed_at = t
        WHERE (p.user_id, p.territory, p.status, p.started_at, p.policy_id, p.base_local, p.grace_local,
               p.expires_local, p.stopped_since, p.stopped_until, p.base_ends_at, p.grace_starts_at, p.expires_at,
               p.reminder_due_at, p.window_start, p.reminder_open)
            IS DISTINCT FROM
              (excluded.user_id, excluded.territory, excluded.status, excluded.started_at, excluded.policy_id,
               excluded.base_local, excluded.grace_local, excluded.expires_local, excluded.stopped_since,
               excluded.stopped_until, excluded.base_ends_at, excluded.grace_starts_at, excluded.expires_at,
               excluded.reminder_due_at, excluded.window_start, excluded.reminder_open)
        RETURNING new.lead_id, old.user_id AS old_user_id, new.user_id AS new_user_id,
            old.started_at AS old_started_at, new.started_at AS new_started_at, new.status,
            old.expires_at AS old_expires_at, new.expires_at AS new_expires_at,
            old.stopped_since AS old_stopped_since, new.stopped_since AS new_stopped_since,
            CASE WHEN old.expires_at <= t THEN 'EXPIRED' ELSE 'PROTECTED' END AS old_state,
            CASE WHEN new.expires_at <= t THEN 'EXPIRED' ELSE 'PROTECTED' END AS new_state
    ), moved AS (
        SELECT *, old_state = 'EXPIRED' AND new_state = 'PROTECTED' AND status = 'OPEN' AS came_back FROM refreshed
        WHERE old_user_id IS NOT NULL  -- a new lead has nothing to compare with
          AND (old_user_id, old_expires_at, old_stopped_since)
              IS DISTINCT FROM (new_user_id, new_expires_at, new_stopped_since)
    ), audited AS (
        INSERT INTO lead_protection_changes (
            lead_id, changed_at, old_user_id, new_user_id, old_expires_at, new_expires_at,
            old_stopped_since, new_stopped_since, old_state, new_state, context)
        SELECT lead_id, t, old_user_id, new_user_id, old_expires_at, new_expires_at,
               old_stopped_since, new_stopped_since, old_state, new_state,
               nullif(current_setting('pghistory.context_metadata', true), '')::jsonb
        FROM moved
    )
    SELECT array_agg(lead_id) FILTER (WHERE old_state = 'PROTECTED' AND new_state = 'EXPIRED'),
           array_agg(lead_id) FILTER (WHERE came_back),
           array_agg(old_user_id) FILTER (WHERE came_back),
           array_agg(old_started_at) FILTER (WHERE came_back)
    INTO expired, back, back_from_users, back_from_starts
    FROM moved;

    IF expired IS NOT NULL THEN
        PERFORM record_lead_expiries(expired);
    END IF;
    IF back IS NOT NULL THEN
        PERFORM record_lead_revivals(back, back_from_users, back_from_starts);
    END IF;
END $$;
