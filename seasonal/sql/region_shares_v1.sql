-- The shares of a territory's regions from one day on come to 100 %: looked at when a transaction commits, so that
-- several rows can be changed together.
CREATE FUNCTION season_region_shares_are_whole() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT r.territory, s.valid_from, sum(s.percent) AS total
    INTO wrong
    FROM season_region_shares s
    JOIN season_regions r ON r.id = s.region_id
    GROUP BY r.territory, s.valid_from
    HAVING sum(s.percent) <> 100
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The shares of % from % on come to % %%, not to 100 %%.', wrong.territory, wrong.valid_from, wrong.total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'season_region_shares_whole', TABLE = 'season_region_shares';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER season_region_shares_whole AFTER INSERT OR UPDATE OR DELETE ON season_region_shares
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION season_region_shares_are_whole();

-- A region never moves to another territory: the shares of both would no longer be whole.
CREATE FUNCTION season_regions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A region stays in its territory.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'season_regions_stay', TABLE = 'season_regions';
END $$;

CREATE TRIGGER season_regions_stay BEFORE UPDATE OF territory ON season_regions
    FOR EACH ROW WHEN (OLD.territory IS DISTINCT FROM NEW.territory) EXECUTE FUNCTION season_regions_stay();
