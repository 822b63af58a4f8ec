-- A load test is evidence: it is never changed nor deleted, whoever asks.
CREATE FUNCTION season_load_tests_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A load test is evidence and never changed. Run another one.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'season_load_tests_frozen', TABLE = 'season_load_tests';
END $$;

CREATE TRIGGER season_load_tests_frozen BEFORE UPDATE OR DELETE ON season_load_tests
    FOR EACH ROW EXECUTE FUNCTION season_load_tests_are_frozen();
