-- Record the expiry of open leads among `p_lead_ids` whose protection is over and not yet recorded: the fact, whether
-- anybody was reminded, and the event. How many were recorded. Once per lead, user and window.
-- Since v2: whether it was known here is asked of the facts that were known at the expiry, not of those that hold now. A
-- handover or another policy that is recorded afterwards cannot hide that nobody was reminded.
CREATE OR REPLACE FUNCTION record_lead_expiries(p_lead_ids bigint[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    SELECT 1 FROM unnest(p_lead_ids) AS touched (lead_id) JOIN lead_protections p USING (lead_id)
    ORDER BY p.lead_id FOR UPDATE OF p;

    WITH over AS (
        UPDATE lead_protections p SET expiry_open = false
        FROM unnest(p_lead_ids) AS touched (lead_id)
        WHERE p.lead_id = touched.lead_id AND p.expiry_open AND p.status = 'OPEN' AND p.expires_at <= clock_timestamp()
        RETURNING p.lead_id, p.user_id, p.policy_id, p.territory, p.window_start, p.expires_at
    ), expiry AS (
        INSERT INTO lead_expiries (lead_id, user_id, territory, window_start, expired_at, unreminded)
        SELECT over.lead_id, over.user_id, over.territory, over.window_start, over.expires_at,
               -- Protected and open after it was recorded here, and yet nobody was reminded.
               NOT EXISTS (SELECT FROM lead_reminders r
                           WHERE r.lead_id = over.lead_id AND r.user_id = over.user_id
                             AND r.window_start = over.window_start AND r.status = 'SENT')
               AND l.recorded_at < over.expires_at
               -- The user and the policy by which it expired, as known then. A row of those modes says its own user, or
               -- its own policy, whatever came in before or after it. Where the row is gone, somebody has to look.
               AND coalesce(over.user_id = (
                       SELECT o.user_id FROM lead_ownerships o
                       WHERE o.lead_id = over.lead_id AND o.mode <> 'POLICY' AND o.recorded_at < over.expires_at
                         AND (o.voided_at IS NULL OR o.voided_at >= over.expires_at)
                       ORDER BY o.valid_from DESC LIMIT 1), true)
               AND coalesce(over.policy_id = (
                       SELECT o.policy_id FROM lead_ownerships o
                       WHERE o.lead_id = over.lead_id AND o.mode <> 'INHERIT' AND o.recorded_at < over.expires_at
                         AND (o.voided_at IS NULL OR o.voided_at >= over.expires_at)
                       ORDER BY o.valid_from DESC LIMIT 1), true)
               AND coalesce((SELECT c.status FROM lead_status_changes c
                             WHERE c.lead_id = over.lead_id AND c.voided_at IS NULL AND c.changed_at < over.expires_at
                             ORDER BY c.changed_at DESC LIMIT 1), 'OPEN') = 'OPEN'
        FROM over
        JOIN leads l ON l.id = over.lead_id
        ON CONFLICT DO NOTHING
        RETURNING id, lead_id, user_id, window_start, unreminded
    )
    SELECT count(record_lead_event(
        'lead.protection.expired', lead_id, user_id, 'protection_expired',
        jsonb_build_object('window', window_start, 'without_reminder', unreminded),
        format('lead.protection.expired:%s', id)))
    FROM expiry
$$;
