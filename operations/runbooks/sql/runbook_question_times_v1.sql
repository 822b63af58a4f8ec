-- How long each question took until search was sure, and when it was asked: what the running totals cannot say is how long it
-- took lately. Neither the question nor who asked is kept. Filled from the totals, which every question raises by one.
CREATE TABLE runbook_question_times (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seconds double precision NOT NULL CHECK (seconds >= 0)
);
CREATE INDEX runbook_question_times_asked ON runbook_question_times (asked_at) INCLUDE (seconds);

CREATE FUNCTION runbook_question_timed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked constant bigint := NEW.questions - CASE TG_OP WHEN 'UPDATE' THEN OLD.questions ELSE 0 END;
    took constant double precision := NEW.seconds - CASE TG_OP WHEN 'UPDATE' THEN OLD.seconds ELSE 0 END;
BEGIN
    IF asked > 0 THEN
        INSERT INTO runbook_question_times (seconds)
        SELECT greatest(round((took / asked)::numeric, 6)::double precision, 0) FROM generate_series(1, asked);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER runbook_question_totals_timed AFTER INSERT OR UPDATE ON runbook_question_totals
    FOR EACH ROW EXECUTE FUNCTION runbook_question_timed();

-- Forget the times of questions that were asked longer ago; how many.
CREATE FUNCTION forget_runbook_question_times(older_than interval) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH gone AS (DELETE FROM runbook_question_times WHERE asked_at < now() - older_than RETURNING 1)
    SELECT count(*) FROM gone
$$;
