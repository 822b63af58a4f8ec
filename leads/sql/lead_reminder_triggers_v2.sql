-- Since v1: what changed is found by EXCEPT and not by a join of old and new rows. A trigger's plan is made for the first
-- statement of a session and kept; made for one row, a join is a nested loop, and ten thousand rows take a minute.
CREATE OR REPLACE FUNCTION lead_reminders_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT lead_id) INTO ids FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT lead_id) INTO ids FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT lead_id) INTO ids
        FROM (SELECT id, lead_id, user_id, window_start, status = 'CANCELLED' FROM new_rows
              EXCEPT SELECT id, lead_id, user_id, window_start, status = 'CANCELLED' FROM old_rows) changed;
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM 1 FROM unnest(ids) AS touched (lead_id) JOIN lead_protections p USING (lead_id)
        ORDER BY p.lead_id FOR UPDATE OF p;
        UPDATE lead_protections p
        SET reminder_open = p.status = 'OPEN' AND p.reminder_due_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM lead_reminders r
            WHERE r.lead_id = p.lead_id AND r.user_id = p.user_id AND r.window_start = p.window_start
              AND r.status <> 'CANCELLED')
        FROM unnest(ids) AS touched (lead_id)
        WHERE p.lead_id = touched.lead_id;
    END IF;
    RETURN NULL;
END $$;
