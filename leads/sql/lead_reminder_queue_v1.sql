-- Queue the reminders that are due at an instant and not queued yet, `p_limit` at most; how many. One that was cancelled
-- comes back under its key; its due_at is a fact and stays. `p_domain` ends the Message-ID, which is made here once, so
-- that every attempt, of whichever worker, carries the same.
CREATE FUNCTION queue_lead_reminders(p_domain text, p_limit int, p_at timestamptz DEFAULT clock_timestamp())
RETURNS bigint LANGUAGE plpgsql VOLATILE
-- Index look-ups, whatever the statistics say: a table that has just been filled still counts as empty.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    queued bigint;
BEGIN
    -- One at a time: two would wait for each other's rows, in the worst case each for the other's. And before the
    -- statement, which then sees what the one before us queued.
    PERFORM pg_advisory_xact_lock(hashtextextended('queue_lead_reminders', 0));
    INSERT INTO lead_reminders AS r
        (lead_id, user_id, territory, window_start, due_at, expires_at, next_attempt_at, message_id)
    SELECT d.lead_id, d.user_id, d.territory, d.window_start, d.due_at, d.expires_at, p_at,
           format('<reminder.%s.%s.%s@%s>', d.lead_id, d.user_id, to_char(d.window_start, 'YYYYMMDD'), p_domain)
    FROM lead_reminders_due(p_at) d
    ORDER BY d.due_at, d.lead_id
    LIMIT p_limit
    ON CONFLICT (lead_id, user_id, window_start) DO UPDATE
    SET status = 'PENDING', next_attempt_at = excluded.next_attempt_at, expires_at = excluded.expires_at,
        cancelled_at = NULL, cancel_reason = '', last_error = ''
    WHERE r.status = 'CANCELLED';
    GET DIAGNOSTICS queued = ROW_COUNT;
    RETURN queued;
END $$;

-- Cancel reminders that nobody would look at soon (waiting for another attempt, or given up) and that are no longer due,
-- `p_limit` at most; how many. Those whose turn it is are looked at when they are claimed.
CREATE FUNCTION cancel_overtaken_lead_reminders(p_limit int, p_at timestamptz DEFAULT clock_timestamp())
RETURNS bigint LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    cancelled bigint;
BEGIN
    WITH overtaken AS (
        SELECT r.id, lead_reminder_obstacle(r, p, p_at) AS obstacle
        FROM lead_reminders r
        LEFT JOIN lead_protections p ON p.lead_id = r.lead_id
        WHERE (r.status = 'DEAD' OR r.status = 'PENDING' AND r.next_attempt_at > p_at)
          AND (r.claimed_until IS NULL OR r.claimed_until <= p_at)
          AND lead_reminder_obstacle(r, p, p_at) IS NOT NULL
        ORDER BY r.id
        LIMIT p_limit
        FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE lead_reminders r
    SET status = 'CANCELLED', cancelled_at = clock_timestamp(), cancel_reason = o.obstacle,
        claimed_by = '', claimed_until = NULL
    FROM overtaken o
    WHERE r.id = o.id;
    GET DIAGNOSTICS cancelled = ROW_COUNT;
    RETURN cancelled;
END $$;
