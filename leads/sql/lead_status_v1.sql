-- leads.status says what holds now; lead_status_changes what held when. Whichever is written, the other follows.
CREATE FUNCTION sync_lead_status(p_lead_ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
    UPDATE leads l SET status = coalesce(latest.status, 'OPEN'), status_at = latest.changed_at
    FROM unnest(p_lead_ids) AS touched (lead_id)
    LEFT JOIN LATERAL (
        SELECT c.status, c.changed_at FROM lead_status_changes c
        WHERE c.lead_id = touched.lead_id AND c.voided_at IS NULL ORDER BY c.changed_at DESC LIMIT 1) latest ON true
    WHERE l.id = touched.lead_id
      AND (l.status, l.status_at) IS DISTINCT FROM (coalesce(latest.status, 'OPEN'), latest.changed_at);
END $$;

CREATE FUNCTION lead_status_changes_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT lead_id) INTO ids FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT lead_id) INTO ids FROM new_rows;
        PERFORM refuse_future(max(changed_at), 'lead_status_changes_not_in_future', 'lead_status_changes') FROM new_rows;
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM sync_lead_status(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lead_status_changes_inserted AFTER INSERT ON lead_status_changes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_status_changes_written();
CREATE TRIGGER lead_status_changes_updated AFTER UPDATE ON lead_status_changes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_status_changes_written();
CREATE TRIGGER lead_status_changes_deleted AFTER DELETE ON lead_status_changes REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_status_changes_written();
