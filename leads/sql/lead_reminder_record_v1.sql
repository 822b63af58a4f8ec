-- Record mails that the mail server accepted, each with its event; how many were not recorded before. Sent is final, and
-- recorded whoever holds the claim by now, and if it was cancelled meanwhile: the mail is out.
CREATE FUNCTION record_lead_reminders_sent(p_ids bigint[], p_recipients text[], p_days_remaining int[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    recorded bigint;
BEGIN
    WITH sent AS (
        UPDATE lead_reminders r
        SET status = 'SENT', sent_at = clock_timestamp(), recipient = accepted.recipient, attempts = r.attempts + 1,
            claimed_by = '', claimed_until = NULL, cancelled_at = NULL, cancel_reason = ''
        FROM unnest(p_ids, p_recipients, p_days_remaining) AS accepted (id, recipient, days_remaining)
        WHERE r.id = accepted.id AND r.status <> 'SENT'
        RETURNING r.id, r.lead_id, r.user_id, accepted.days_remaining
    ), told AS (
        SELECT sent.id, record_lead_event(
            'lead.protection.reminder', sent.lead_id, sent.user_id, '10_day_expiry_reminder',
            jsonb_build_object('reminder_type', 'expiry', 'days_remaining', sent.days_remaining),
            format('lead.protection.reminder:%s', sent.id)) AS event_id
        FROM sent
    )
    SELECT count(told.id), count(told.event_id) INTO recorded FROM told;
    RETURN recorded;
END $$;

-- Record attempts that came to nothing, of claims that are still the worker's: another attempt after a delay (PENDING),
-- or given up (DEAD). `p_made` is false where no mail server took the mail at all: then it was no attempt. How many.
CREATE FUNCTION record_lead_reminders_failed(
    p_worker text, p_ids bigint[], p_recipients text[], p_statuses text[], p_made boolean[], p_delays interval[],
    p_errors text[]
) RETURNS bigint LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    recorded bigint;
BEGIN
    UPDATE lead_reminders r
    SET status = failed.status, recipient = failed.recipient, last_error = failed.error,
        attempts = r.attempts + CASE WHEN failed.made THEN 1 ELSE 0 END,
        next_attempt_at = clock_timestamp() + failed.delay, claimed_by = '', claimed_until = NULL
    FROM unnest(p_ids, p_recipients, p_statuses, p_made, p_delays, p_errors)
        AS failed (id, recipient, status, made, delay, error)
    WHERE r.id = failed.id AND r.status = 'PENDING' AND r.claimed_by = p_worker;
    GET DIAGNOSTICS recorded = ROW_COUNT;
    RETURN recorded;
END $$;
