-- A published report of a season is evidence: it is never changed nor deleted, whoever asks.
CREATE FUNCTION season_reports_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published report stays as it is.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'season_reports_frozen', TABLE = 'season_reports';
END $$;

CREATE TRIGGER season_reports_frozen BEFORE UPDATE OR DELETE ON season_reports
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION season_reports_are_frozen();
