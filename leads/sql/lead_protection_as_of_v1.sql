-- The one function of time: every lead at an instant, with the owner and status it had then.
CREATE FUNCTION lead_protection_as_of(p_at timestamptz) RETURNS TABLE (
    id bigint, user_id bigint, created_at timestamptz, protection_expires_at timestamptz, state text, phase text,
    clock_stopped boolean, remaining interval, base_ends_at timestamptz, grace_starts_at timestamptz,
    reminder_due_at timestamptz, started_at timestamptz, stopped_since timestamptz, stopped_until timestamptz,
    policy_id bigint, territory varchar(2), status varchar(10), anchor_activity_id bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT l.id, o.user_id, l.created_at, reading.protection_expires_at, reading.state, reading.phase,
           reading.clock_stopped, reading.remaining, reading.base_ends_at, reading.grace_starts_at,
           reading.reminder_due_at, o.protection_started_at,
           CASE WHEN reading.clock_stopped THEN clock.stopped_since END,
           CASE WHEN reading.clock_stopped THEN clock.stopped_until END,
           o.policy_id, l.territory,
           coalesce((SELECT c.status FROM lead_status_changes c
                     WHERE c.lead_id = l.id AND c.voided_at IS NULL AND c.changed_at <= p_at
                     ORDER BY c.changed_at DESC LIMIT 1), 'OPEN'),
           clock.anchor_activity_id
    FROM leads l
    JOIN lead_ownerships o ON o.lead_id = l.id AND o.voided_at IS NULL
        AND o.valid_from <= p_at AND (o.valid_to IS NULL OR p_at < o.valid_to)
    JOIN protection_policies p ON p.id = o.policy_id
    CROSS JOIN LATERAL lead_clock(
        l.id, o.protection_started_at, p.months, p.follow_up_days, p.grace_days, p_at) clock
    CROSS JOIN LATERAL lead_clock_at(
        clock.base_local, clock.grace_local, clock.expires_local,
        clock.base_moves, clock.grace_moves, clock.expiry_moves,
        clock.stopped_since, clock.stopped_until, p_at) reading
$$;

-- The only place that asks for the time.
CREATE VIEW v_user_lead_protection AS SELECT * FROM lead_protection_as_of(now());
