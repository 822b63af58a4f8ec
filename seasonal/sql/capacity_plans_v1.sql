-- A saved capacity plan is evidence: it is never changed nor deleted, whoever asks.
CREATE FUNCTION season_capacity_plans_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A saved capacity plan is never changed. Save another one.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'season_capacity_plans_frozen', TABLE = 'season_capacity_plans';
END $$;

CREATE TRIGGER season_capacity_plans_frozen BEFORE UPDATE OR DELETE ON season_capacity_plans
    FOR EACH ROW EXECUTE FUNCTION season_capacity_plans_are_frozen();
