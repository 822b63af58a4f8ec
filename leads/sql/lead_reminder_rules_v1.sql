-- The rules of reminders, as functions of an instant.

-- The reminders that are due and that nobody has queued, for leads whose protection lasts and whose clock runs.
-- Plain SQL without SET and not strict, so that it is inlined and reads the partial index.
CREATE FUNCTION lead_reminders_due(p_at timestamptz) RETURNS TABLE (
    lead_id bigint, user_id bigint, territory varchar(2), window_start date, due_at timestamptz, expires_at timestamptz
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT p.lead_id, p.user_id, p.territory, p.window_start, greatest(p.reminder_due_at, p.due_known_at), p.expires_at
    FROM lead_protections p
    WHERE p.reminder_open
      AND p.reminder_due_at <= p_at
      -- From due to expiry it is the days of grace at most (and an hour, when the clocks change): what was due earlier
      -- has expired, and the scan need not pass over all that ever did.
      AND p.reminder_due_at > p_at - (SELECT make_interval(hours => 24 * (max(grace_days) + 1)) FROM protection_policies)
      AND p.expires_at > p_at
      AND NOT coalesce(p.stopped_since <= p_at AND (p.stopped_until IS NULL OR p.stopped_until > p_at), false)
$$;

-- Why a reminder must not be sent at an instant, in words; NULL where it is due. `p` is the projection's row of its
-- lead, all NULL where there is none. The words are msgids: leads.services.reminders.words lists them.
CREATE FUNCTION lead_reminder_obstacle(r lead_reminders, p lead_protections, p_at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN p.lead_id IS NULL THEN 'The lead was deleted.'
        WHEN p.user_id <> r.user_id THEN 'The lead belongs to someone else now.'
        WHEN p.status = 'CONVERTED' THEN 'The lead was converted.'
        WHEN p.status <> 'OPEN' THEN 'The lead was withdrawn.'
        WHEN p.expires_at IS NULL OR p.stopped_since <= p_at AND (p.stopped_until IS NULL OR p.stopped_until > p_at)
            THEN 'The clock stands: a hold is running.'
        WHEN p.expires_at <= p_at THEN 'Protection has ended.'
        WHEN p.window_start <> r.window_start
            THEN 'Protection ends on another day now: an activity, a hold or a correction came in.'
        WHEN p.reminder_due_at IS NULL OR p.reminder_due_at > p_at THEN 'It falls due later now: a hold came in.'
    END
$$;

-- Every reminder that is due at an instant and has not been sent: not queued yet, waiting, or given up.
CREATE FUNCTION lead_reminders_unsent(p_at timestamptz) RETURNS TABLE (
    lead_id bigint, user_id bigint, territory varchar(2), due_at timestamptz, status text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT d.lead_id, d.user_id, d.territory, d.due_at, 'UNQUEUED' FROM lead_reminders_due(p_at) d
    UNION ALL
    SELECT r.lead_id, r.user_id, r.territory, r.due_at, r.status
    FROM lead_reminders r JOIN lead_protections p ON p.lead_id = r.lead_id
    WHERE r.status = 'PENDING' AND lead_reminder_obstacle(r, p, p_at) IS NULL
    UNION ALL
    SELECT r.lead_id, r.user_id, r.territory, r.due_at, r.status
    FROM lead_reminders r JOIN lead_protections p ON p.lead_id = r.lead_id
    WHERE r.status = 'DEAD' AND lead_reminder_obstacle(r, p, p_at) IS NULL
$$;
