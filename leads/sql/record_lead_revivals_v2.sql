-- Record that leads whose protection had ended are protected again: by a late fact, or because their start, or a handover,
-- was corrected. Each lead comes with the user and the start under which it had expired.
-- Since v1: corrections too. A handover that starts anew is no revival: what it replaced still stands, and is still over.
-- Called by refresh_lead_protections alone, which is replaced in the same transaction.
-- squawk-ignore ban-drop-function
DROP FUNCTION record_lead_revivals(bigint[]);

CREATE FUNCTION record_lead_revivals(p_lead_ids bigint[], p_old_user_ids bigint[], p_old_starts timestamptz[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    WITH revived AS MATERIALIZED (
        SELECT old.lead_id, old.user_id AS old_user_id, old.started_at AS old_started_at, p.user_id, p.started_at
        FROM unnest(p_lead_ids, p_old_user_ids, p_old_starts) AS old (lead_id, user_id, started_at)
        JOIN lead_protections p USING (lead_id)
        WHERE (old.user_id, old.started_at) = (p.user_id, p.started_at)
           OR NOT EXISTS (SELECT FROM lead_ownerships o
                          WHERE o.lead_id = old.lead_id AND o.voided_at IS NULL
                            AND (o.user_id, o.protection_started_at) = (old.user_id, old.started_at))
    ), marked AS (
        -- The expiries of this protection, as it was and as it is; those of an earlier one stay what they are.
        UPDATE lead_expiries e SET revived_at = clock_timestamp()
        FROM revived r
        WHERE e.lead_id = r.lead_id AND e.revived_at IS NULL
          AND (e.user_id = r.old_user_id AND e.expired_at >= r.old_started_at
               OR e.user_id = r.user_id AND e.expired_at >= r.started_at)
    )
    SELECT record_lead_event(
        'lead.protection.revived', lead_id, NULL,
        CASE WHEN (old_user_id, old_started_at) = (user_id, started_at) THEN 'late_fact' ELSE 'correction' END)
    FROM revived;
$$;
