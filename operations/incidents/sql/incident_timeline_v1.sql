-- A line of a timeline is evidence: it is written once, and then nobody changes or deletes it. The owner is bound too,
-- by TRUNCATE as well, which row triggers do not see; the runtime role has no right to any of it in the first place.
CREATE FUNCTION keep_incident_timeline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Entries of a timeline are never changed or deleted. Write another one.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_timeline_kept';
END $$;

CREATE TRIGGER incident_timeline_kept BEFORE UPDATE OR DELETE ON incident_timeline
    FOR EACH ROW EXECUTE FUNCTION keep_incident_timeline();
CREATE TRIGGER incident_timeline_not_emptied BEFORE TRUNCATE ON incident_timeline
    FOR EACH STATEMENT EXECUTE FUNCTION keep_incident_timeline();
