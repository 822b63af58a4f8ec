-- A changed lead. Plain SQL may write the owner, the start of protection or the status here: a new owner is a handover
-- now that starts anew, a new start corrects the protection it belongs to, a new status holds from now on.
-- Since v1: a handover that another transaction recorded after this one began is not overwritten, but followed.
CREATE OR REPLACE FUNCTION leads_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    touched record;
    ids bigint[];
BEGIN
    PERFORM refuse_future(max(coalesce(protection_started_at, created_at)), 'leads_not_in_future', 'leads') FROM new_rows;
    FOR touched IN
        SELECT n.id, n.user_id, o.id AS ownership_id, o.user_id AS owner_id, o.valid_from,
               o.recorded_at = now() AS same_transaction,
               coalesce(n.protection_started_at, n.created_at) AS started_at,
               o.protection_started_at AS owner_started_at
        FROM new_rows n
        CROSS JOIN LATERAL (
            SELECT f.* FROM lead_ownerships f
            WHERE f.lead_id = n.id AND f.voided_at IS NULL AND f.valid_to IS NULL OFFSET 0) o
        WHERE (n.user_id, coalesce(n.protection_started_at, n.created_at))
              IS DISTINCT FROM (o.user_id, o.protection_started_at)
        ORDER BY n.id
    LOOP
        IF touched.user_id = touched.owner_id THEN
            UPDATE lead_ownerships SET protection_started_at = touched.started_at, valid_from = touched.started_at
            WHERE id = (SELECT id FROM lead_ownerships
                        WHERE lead_id = touched.id AND voided_at IS NULL AND mode IN ('REGISTERED', 'RESTART')
                          AND valid_from <= touched.valid_from
                        ORDER BY valid_from DESC LIMIT 1);
        ELSIF touched.started_at > touched.valid_from THEN
            PERFORM reassign_lead(touched.id, touched.user_id, touched.started_at);
        ELSIF now() > touched.valid_from THEN
            PERFORM reassign_lead(touched.id, touched.user_id, now());
        ELSIF touched.same_transaction THEN
            -- Registered and handed over in one transaction: it never was the other's.
            UPDATE lead_ownerships SET user_id = touched.user_id WHERE id = touched.ownership_id;
        ELSE
            -- Another transaction handed it over since this one began, or dated it as far ahead as clocks may differ.
            PERFORM reassign_lead(touched.id, touched.user_id,
                                  greatest(clock_timestamp(), touched.valid_from + interval '1 microsecond'));
        END IF;
    END LOOP;

    -- Old and new are brought together without a join of the two: planned for one row and kept, it is a nested loop.
    INSERT INTO lead_status_changes (lead_id, status, changed_at)
    SELECT n.id, n.status,
           greatest(CASE WHEN n.status_at IS DISTINCT FROM n.old_status_at THEN n.status_at ELSE now() END,
                    latest.changed_at)
    FROM (SELECT id, max(status) FILTER (WHERE fresh) AS status, max(status_at) FILTER (WHERE fresh) AS status_at,
                 max(status_at) FILTER (WHERE NOT fresh) AS old_status_at
          FROM (SELECT id, status, status_at, true AS fresh FROM new_rows
                UNION ALL SELECT id, status, status_at, false FROM old_rows) both_rows
          GROUP BY id HAVING max(status) <> min(status)) n
    LEFT JOIN LATERAL (SELECT c.status, c.changed_at FROM lead_status_changes c
                       WHERE c.lead_id = n.id AND c.voided_at IS NULL ORDER BY c.changed_at DESC LIMIT 1) latest ON true
    WHERE n.status <> coalesce(latest.status, 'OPEN')
    ON CONFLICT (lead_id, changed_at, voided_at) DO UPDATE SET status = excluded.status;

    SELECT array_agg(changed.id) INTO ids
    FROM (SELECT id, territory, status FROM new_rows EXCEPT SELECT id, territory, status FROM old_rows) changed;
    IF ids IS NOT NULL THEN
        PERFORM refresh_lead_protections(ids);
    END IF;
    RETURN NULL;
END $$;
