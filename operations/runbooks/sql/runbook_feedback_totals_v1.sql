-- Running totals of answers to "Did this help?" for the metrics: a count would fall when rows are erased. Kept by a
-- trigger, so that plain SQL counts too.
CREATE TABLE runbook_feedback_totals (
    helped boolean PRIMARY KEY,
    answers bigint NOT NULL
) WITH (fillfactor = 50);

INSERT INTO runbook_feedback_totals (helped, answers)
SELECT helped, count(*) FROM runbook_feedback GROUP BY helped;

CREATE FUNCTION runbook_feedback_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO runbook_feedback_totals AS total (helped, answers)
    SELECT helped, count(*) FROM new_rows GROUP BY helped ORDER BY helped
    ON CONFLICT (helped) DO UPDATE SET answers = total.answers + excluded.answers;
    RETURN NULL;
END $$;

CREATE TRIGGER runbook_feedback_counted AFTER INSERT ON runbook_feedback REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION runbook_feedback_counted();
