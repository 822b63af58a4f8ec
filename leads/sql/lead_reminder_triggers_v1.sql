-- The projection knows which reminders nobody has queued yet; so it follows the reminders too, but only when one comes,
-- goes, is cancelled or reopened: sending one changes nothing here.
CREATE FUNCTION lead_reminders_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
        SELECT array_agg(DISTINCT n.lead_id) INTO ids FROM new_rows n JOIN old_rows o USING (id)
        WHERE (n.lead_id, n.user_id, n.window_start, n.status = 'CANCELLED')
              IS DISTINCT FROM (o.lead_id, o.user_id, o.window_start, o.status = 'CANCELLED');
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

CREATE TRIGGER lead_reminders_inserted AFTER INSERT ON lead_reminders REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_reminders_written();
CREATE TRIGGER lead_reminders_updated AFTER UPDATE ON lead_reminders
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_reminders_written();
CREATE TRIGGER lead_reminders_deleted AFTER DELETE ON lead_reminders REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_reminders_written();
