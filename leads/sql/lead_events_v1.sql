-- Events about a lead, with the body the brief fixes (section 3). Called with what has just been written.
CREATE FUNCTION record_lead_event(
    p_event_type text, p_lead_id bigint, p_user_id bigint, p_reason text, p_metadata jsonb DEFAULT '{}',
    p_deduplication_key text DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql VOLATILE SET timezone = 'UTC' AS $$  -- instants in events read the same, whoever writes them
DECLARE
    at timestamptz := clock_timestamp();  -- a variable: with a volatile argument the function below is not inlined
    event_id uuid;
BEGIN
    SELECT integration.record_event(
        p_event_type, 'lead', l.id, l.territory,
        jsonb_build_object(
            'event_type', p_event_type, 'timestamp', at, 'lead_id', l.id,
            'user_id', coalesce(p_user_id, clock.user_id), 'current_state', coalesce(clock.state, 'PROTECTED'),
            'protection_expires_at', clock.protection_expires_at, 'reason', p_reason, 'metadata', p_metadata),
        p_deduplication_key)
    INTO event_id
    FROM leads l
    LEFT JOIN LATERAL (SELECT f.* FROM lead_protection_as_of(at) f WHERE f.id = l.id) clock ON true
    WHERE l.id = p_lead_id;
    RETURN event_id;
END $$;

-- Record the expiry of open leads among `p_lead_ids` whose protection is over and not yet recorded: the fact, whether
-- anybody was reminded, and the event. How many were recorded. Once per lead, user and window.
CREATE FUNCTION record_lead_expiries(p_lead_ids bigint[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    WITH over AS (
        UPDATE lead_protections p SET expiry_open = false
        FROM unnest(p_lead_ids) AS touched (lead_id)
        WHERE p.lead_id = touched.lead_id AND p.expiry_open AND p.status = 'OPEN' AND p.expires_at <= clock_timestamp()
        RETURNING p.lead_id, p.user_id, p.window_start, p.expires_at
    ), expiry AS (
        INSERT INTO lead_expiries (lead_id, user_id, window_start, expired_at, unreminded)
        SELECT over.lead_id, over.user_id, over.window_start, over.expires_at,
               -- Protected and open after it was recorded here, and yet nobody was reminded.
               NOT EXISTS (SELECT FROM lead_reminders r
                           WHERE r.lead_id = over.lead_id AND r.user_id = over.user_id
                             AND r.window_start = over.window_start AND r.status = 'SENT')
               AND greatest(l.recorded_at, o.recorded_at) < over.expires_at
               AND coalesce((SELECT c.status FROM lead_status_changes c
                             WHERE c.lead_id = over.lead_id AND c.voided_at IS NULL AND c.changed_at < over.expires_at
                             ORDER BY c.changed_at DESC LIMIT 1), 'OPEN') = 'OPEN'
        FROM over
        JOIN leads l ON l.id = over.lead_id
        JOIN lead_ownerships o ON o.lead_id = over.lead_id AND o.voided_at IS NULL AND o.valid_to IS NULL
        ON CONFLICT DO NOTHING
        RETURNING id, lead_id, user_id, window_start, unreminded
    )
    SELECT count(record_lead_event(
        'lead.protection.expired', lead_id, user_id, 'protection_expired',
        jsonb_build_object('window', window_start, 'without_reminder', unreminded),
        format('lead.protection.expired:%s', id)))
    FROM expiry
$$;

-- Record that late facts revived leads whose protection had ended.
CREATE FUNCTION record_lead_revivals(p_lead_ids bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    UPDATE lead_expiries e SET revived_at = clock_timestamp()
    FROM unnest(p_lead_ids) AS touched (lead_id) JOIN lead_protections p USING (lead_id)
    WHERE e.lead_id = touched.lead_id AND p.user_id = e.user_id AND e.revived_at IS NULL
      AND e.expired_at >= p.started_at;
    SELECT record_lead_event('lead.protection.revived', lead_id, NULL, 'late_fact')
    FROM unnest(p_lead_ids) AS revived (lead_id);
$$;
