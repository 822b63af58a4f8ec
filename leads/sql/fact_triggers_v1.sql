-- Every statement that writes a hold or an activity, by whichever door, brings the projection along: set-based, so
-- that a COPY of 100,000 rows is one refresh. A trigger with a transition table allows one event, hence three a table.
CREATE FUNCTION lead_facts_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    latest timestamptz;
    ids bigint[];
BEGIN
    IF TG_TABLE_NAME = 'lead_holds' THEN
        SELECT max(start_at), array_agg(DISTINCT lead_id) INTO latest, ids FROM new_rows;
    ELSE
        SELECT max(occurred_at), array_agg(DISTINCT lead_id) INTO latest, ids FROM new_rows;
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM refuse_future(latest, TG_TABLE_NAME || '_not_in_future', TG_TABLE_NAME);
        PERFORM refresh_lead_protections(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION lead_facts_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    latest timestamptz;
    ids bigint[];
BEGIN
    IF TG_TABLE_NAME = 'lead_holds' THEN
        SELECT max(start_at) INTO latest FROM new_rows;
    ELSE
        SELECT max(occurred_at) INTO latest FROM new_rows;
    END IF;
    -- A fact that moves from one lead to another concerns both.
    SELECT array_agg(DISTINCT lead_id) INTO ids
    FROM (SELECT lead_id FROM new_rows UNION SELECT lead_id FROM old_rows) touched;
    IF ids IS NOT NULL THEN
        PERFORM refuse_future(latest, TG_TABLE_NAME || '_not_in_future', TG_TABLE_NAME);
        PERFORM refresh_lead_protections(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION lead_facts_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT lead_id) INTO ids FROM old_rows;
    IF ids IS NOT NULL THEN
        PERFORM refresh_lead_protections(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lead_holds_inserted AFTER INSERT ON lead_holds REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_inserted();
CREATE TRIGGER lead_holds_updated AFTER UPDATE ON lead_holds REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_updated();
CREATE TRIGGER lead_holds_deleted AFTER DELETE ON lead_holds REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_deleted();

CREATE TRIGGER lead_activities_inserted AFTER INSERT ON lead_activities REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_inserted();
CREATE TRIGGER lead_activities_updated AFTER UPDATE ON lead_activities
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_updated();
CREATE TRIGGER lead_activities_deleted AFTER DELETE ON lead_activities REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_facts_deleted();
