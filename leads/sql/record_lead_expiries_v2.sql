-- Record the expiry of open leads among `p_lead_ids` whose protection is over and not yet recorded: the fact, whether
-- anybody was reminded, and the event. How many were recorded. Once per lead, user and window.
-- Since v1: the rows are locked in id order, as every other writer does it, and the expiry keeps the territory.
CREATE OR REPLACE FUNCTION record_lead_expiries(p_lead_ids bigint[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    SELECT 1 FROM unnest(p_lead_ids) AS touched (lead_id) JOIN lead_protections p USING (lead_id)
    ORDER BY p.lead_id FOR UPDATE OF p;

    WITH over AS (
        UPDATE lead_protections p SET expiry_open = false
        FROM unnest(p_lead_ids) AS touched (lead_id)
        WHERE p.lead_id = touched.lead_id AND p.expiry_open AND p.status = 'OPEN' AND p.expires_at <= clock_timestamp()
        RETURNING p.lead_id, p.user_id, p.territory, p.window_start, p.expires_at
    ), expiry AS (
        INSERT INTO lead_expiries (lead_id, user_id, territory, window_start, expired_at, unreminded)
        SELECT over.lead_id, over.user_id, over.territory, over.window_start, over.expires_at,
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

-- Record the expiries that have come by now, of `p_limit` leads at most: how many leads, and how many expiries (fewer,
-- where others were at it at the same time).
CREATE FUNCTION record_due_lead_expiries(p_limit int, OUT leads bigint, OUT expiries bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(over.lead_id) INTO ids
    FROM (SELECT lead_id FROM lead_protections
          WHERE expiry_open AND status = 'OPEN' AND expires_at <= now()
          ORDER BY expires_at LIMIT p_limit) over;
    leads := coalesce(array_length(ids, 1), 0);
    expiries := CASE WHEN leads > 0 THEN record_lead_expiries(ids) ELSE 0 END;
END $$;
