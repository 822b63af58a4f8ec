-- Take up to `p_limit` reminders whose turn it is for a worker, and look at the clock of each once more: what is no
-- longer due is cancelled with the reason, the rest is the worker's for `p_lease`, with all that its mail says.
-- A row for each; `obstacle` is NULL where the reminder is to be sent.
CREATE FUNCTION claim_lead_reminders(
    p_worker text, p_limit int, p_lease interval, p_at timestamptz DEFAULT clock_timestamp()
) RETURNS TABLE (
    obstacle text, reminder_id bigint, attempts smallint, lead_id bigint, message_id text, expires_at timestamptz,
    days_remaining int, company text, email text, language text, first_name text, last_name text,
    follow_up_days smallint, grace_days smallint
) LANGUAGE plpgsql VOLATILE
-- Planning anew takes three times as long as running; the plan for any parameters is the right one here.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    turn bigint[];
BEGIN
    SELECT array_agg(next.id) INTO turn
    FROM (SELECT r.id FROM lead_reminders r
          WHERE r.status = 'PENDING' AND r.next_attempt_at <= p_at
            AND (r.claimed_until IS NULL OR r.claimed_until <= p_at)
          ORDER BY r.next_attempt_at, r.id LIMIT p_limit
          FOR UPDATE SKIP LOCKED) next;

    -- In a new statement, which sees the clocks as they are after the lock; and by an array, which is planned as
    -- a few look-ups by key.
    RETURN QUERY
    UPDATE lead_reminders r
    SET status = CASE WHEN seen.obstacle IS NULL THEN 'PENDING' ELSE 'CANCELLED' END,
        claimed_by = CASE WHEN seen.obstacle IS NULL THEN p_worker ELSE '' END,
        claimed_until = CASE WHEN seen.obstacle IS NULL THEN clock_timestamp() + p_lease END,
        cancelled_at = CASE WHEN seen.obstacle IS NOT NULL THEN clock_timestamp() END,
        cancel_reason = coalesce(seen.obstacle, ''),
        expires_at = coalesce(seen.expires_at, r.expires_at),
        -- Whoever had it is gone, and may have handed the mail over: an attempt of which nobody saw the end.
        attempts = r.attempts + CASE WHEN r.claimed_by <> '' THEN 1 ELSE 0 END,
        last_error = CASE WHEN r.claimed_by <> ''
            THEN 'The worker that was sending this was lost. If the mail server had the mail already, it goes out twice.'
            ELSE r.last_error END
    FROM (
        SELECT r.id, lead_reminder_obstacle(r, p, p_at) AS obstacle, p.expires_at,
               r.window_start - berlin_wall(p_at)::date AS days_remaining,
               l.company, u.email, u.language, u.first_name, u.last_name, policy.follow_up_days, policy.grace_days
        FROM lead_reminders r
        JOIN users u ON u.id = r.user_id
        LEFT JOIN lead_protections p ON p.lead_id = r.lead_id
        LEFT JOIN leads l ON l.id = r.lead_id
        LEFT JOIN protection_policies policy ON policy.id = p.policy_id
        WHERE r.id = ANY (turn)
    ) seen
    WHERE r.id = seen.id
    RETURNING seen.obstacle, r.id, r.attempts, r.lead_id, r.message_id::text, r.expires_at, seen.days_remaining,
              seen.company::text, seen.email::text, seen.language::text, seen.first_name::text, seen.last_name::text,
              seen.follow_up_days, seen.grace_days;
END $$;
