-- When the reminder falls due: the first 08:00 at or after the start of grace; after a hold that ended within grace,
-- the instant it ended. NULL where the last hold is still open.
CREATE FUNCTION lead_reminder_due_at(
    grace_starts_at timestamptz, stopped_since timestamptz, stopped_until timestamptz
) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN stopped_since IS NOT NULL AND stopped_until IS NULL THEN NULL
    WHEN stopped_since >= grace_starts_at THEN stopped_until
    ELSE berlin_next_eight(grace_starts_at) END;

-- The reading of a clock at an instant: what lead_clock found, plus what an open hold adds up to `p_at`.
-- Phase and state compare instants.
CREATE FUNCTION lead_clock_at(
    p_base_local timestamp, p_grace_local timestamp, p_expires_local timestamp,
    p_base_moves boolean, p_grace_moves boolean, p_expiry_moves boolean,
    p_stopped_since timestamptz, p_stopped_until timestamptz, p_at timestamptz
) RETURNS TABLE (
    base_ends_at timestamptz, grace_starts_at timestamptz, protection_expires_at timestamptz,
    state text, phase text, clock_stopped boolean, remaining interval, reminder_due_at timestamptz
) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT reading.base, reading.grace, reading.expiry,
           CASE WHEN p_at < reading.expiry THEN 'PROTECTED' ELSE 'EXPIRED' END,
           CASE WHEN p_at >= reading.expiry THEN 'EXPIRED'
                WHEN p_at >= reading.grace THEN 'GRACE'
                WHEN p_at >= reading.base THEN 'FOLLOW_UP'
                ELSE 'BASE' END,
           reading.stopped AND p_at < reading.expiry,
           CASE WHEN p_at >= reading.expiry THEN interval '0'
                -- While the clock stands, what remains is what remained when it stopped.
                WHEN reading.stopped THEN greatest(interval '0', p_expires_local
                    - greatest(berlin_wall(p_stopped_since), berlin_wall(coalesce(p_stopped_until, p_stopped_since))))
                ELSE greatest(interval '0', p_expires_local - berlin_wall(p_at)) END,
           CASE WHEN reading.stopped THEN NULL ELSE lead_reminder_due_at(reading.grace, p_stopped_since, p_stopped_until)
           END
    FROM (SELECT greatest(berlin_wall(p_at) - berlin_wall(p_stopped_since), interval '0') AS so_far OFFSET 0) open_hold
    CROSS JOIN LATERAL (
        SELECT berlin_instant(p_base_local + CASE WHEN p_base_moves THEN open_hold.so_far ELSE interval '0' END) AS base,
               berlin_instant(p_grace_local + CASE WHEN p_grace_moves THEN open_hold.so_far ELSE interval '0' END) AS grace,
               berlin_instant(p_expires_local + CASE WHEN p_expiry_moves THEN open_hold.so_far ELSE interval '0' END)
                   AS expiry,
               coalesce(p_stopped_since <= p_at AND (p_stopped_until IS NULL OR p_at < p_stopped_until), false)
                   AS stopped
        OFFSET 0
    ) reading
$$;
