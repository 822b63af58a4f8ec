-- Who answers again in the admin changes their answer. Said the same, it has been counted; a changed mind is one more
-- answer of the other kind, so that neither total ever falls.
CREATE FUNCTION runbook_feedback_recounted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO runbook_feedback_totals AS total (helped, answers)
    SELECT new_rows.helped, count(*) FROM new_rows JOIN old_rows USING (id)
    WHERE new_rows.helped <> old_rows.helped GROUP BY 1 ORDER BY 1
    ON CONFLICT (helped) DO UPDATE SET answers = total.answers + excluded.answers;
    RETURN NULL;
END $$;

CREATE TRIGGER runbook_feedback_recounted AFTER UPDATE ON runbook_feedback
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION runbook_feedback_recounted();

-- Of the answers that a person gave to one question until now, the last one stays.
DELETE FROM runbook_feedback AS before USING runbook_feedback AS after
WHERE before.source = 'admin' AND after.source = 'admin' AND before.id < after.id
    AND (before.version_id, before.anchor, before.given_by_id) = (after.version_id, after.anchor, after.given_by_id);
