-- A published version is kept for good: people acted by it, and a dispute may ask what it said.
CREATE FUNCTION keep_published_runbooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Version % of runbook % is published: it is never changed or deleted. Write a new version.',
        OLD.number, OLD.runbook_id USING ERRCODE = 'check_violation', CONSTRAINT = 'runbook_versions_kept';
END $$;

CREATE TRIGGER runbook_versions_kept BEFORE UPDATE OR DELETE ON runbook_versions
    FOR EACH ROW WHEN (OLD.state = 'PUBLISHED') EXECUTE FUNCTION keep_published_runbooks();
