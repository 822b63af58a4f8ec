-- Running totals of business facts for the metrics: a count falls when rows are erased or corrected, and a counter that
-- falls looks to Prometheus like one that began anew. Kept by triggers, so that plain SQL counts too. What a person takes
-- back or corrects later has been counted, and stays so. A bound is the upper end, in seconds, of a bucket of its own.
CREATE TABLE fact_totals (
    kind text NOT NULL CHECK (kind IN ('sample.requested', 'sample.delivered', 'sample.failed', 'sample.lost',
                                       'catering.answered')),
    territory varchar(2) NOT NULL,
    bound double precision NOT NULL,
    -- Several sessions at work would wait for each other's commit on one row.
    slot int NOT NULL,
    facts bigint NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (kind, territory, bound, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION catering_answer_bound(seconds double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(
    (SELECT min(bound)
     FROM unnest(ARRAY[300, 900, 1800, 3600, 5400, 7200, 10800, 14400, 28800, 86400]::double precision[]) AS bound
     WHERE bound >= seconds), 'Infinity');

-- A sample counts as requested when its request becomes known, and each time that it ends in another way than before.
CREATE FUNCTION fact_samples_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    own_slot constant int := pg_backend_pid() % 16;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO fact_totals AS total (kind, territory, bound, slot, facts, seconds)
        SELECT counted.kind, counted.territory, 'Infinity', own_slot, count(*), 0
        FROM (SELECT 'sample.requested' AS kind, territory FROM new_rows WHERE requested_at IS NOT NULL
              UNION ALL
              SELECT 'sample.' || lower(state), territory FROM new_rows WHERE state IN ('DELIVERED', 'FAILED', 'LOST')
             ) counted
        GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE SET facts = total.facts + excluded.facts;
    ELSE
        INSERT INTO fact_totals AS total (kind, territory, bound, slot, facts, seconds)
        SELECT counted.kind, counted.territory, 'Infinity', own_slot, count(*), 0
        -- Hashed, whatever the size the plan was made for; a join of both would not be.
        FROM (SELECT 'sample.requested' AS kind, territory FROM new_rows
              WHERE requested_at IS NOT NULL AND id NOT IN (SELECT id FROM old_rows WHERE requested_at IS NOT NULL)
              UNION ALL
              SELECT 'sample.' || lower(state), territory FROM new_rows
              WHERE state IN ('DELIVERED', 'FAILED', 'LOST')
                AND (id, state) NOT IN (SELECT id, state FROM old_rows WHERE state IS NOT NULL)
             ) counted
        GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE SET facts = total.facts + excluded.facts;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER fact_samples_inserted_counted AFTER INSERT ON fact_samples REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fact_samples_counted();
CREATE TRIGGER fact_samples_updated_counted AFTER UPDATE ON fact_samples
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fact_samples_counted();

-- A catering request counts once question and answer are both known.
CREATE FUNCTION fact_catering_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    own_slot constant int := pg_backend_pid() % 16;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO fact_totals AS total (kind, territory, bound, slot, facts, seconds)
        SELECT 'catering.answered', territory, catering_answer_bound(taken), own_slot, count(*), sum(taken)
        FROM (SELECT territory, greatest(extract(epoch FROM answered_at - asked_at), 0)::double precision AS taken
              FROM new_rows WHERE answered_at - asked_at IS NOT NULL) answered
        GROUP BY territory, catering_answer_bound(taken)
        ORDER BY 1, 2, 3
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE
        SET facts = total.facts + excluded.facts, seconds = total.seconds + excluded.seconds;
    ELSE
        INSERT INTO fact_totals AS total (kind, territory, bound, slot, facts, seconds)
        SELECT 'catering.answered', territory, catering_answer_bound(taken), own_slot, count(*), sum(taken)
        FROM (SELECT territory, greatest(extract(epoch FROM answered_at - asked_at), 0)::double precision AS taken
              FROM new_rows
              WHERE answered_at - asked_at IS NOT NULL
                AND id NOT IN (SELECT id FROM old_rows WHERE answered_at - asked_at IS NOT NULL)) answered
        GROUP BY territory, catering_answer_bound(taken)
        ORDER BY 1, 2, 3
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE
        SET facts = total.facts + excluded.facts, seconds = total.seconds + excluded.seconds;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER fact_catering_inserted_counted AFTER INSERT ON fact_catering REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fact_catering_counted();
CREATE TRIGGER fact_catering_updated_counted AFTER UPDATE ON fact_catering
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fact_catering_counted();

-- What is there already.
INSERT INTO fact_totals (kind, territory, bound, slot, facts, seconds)
SELECT 'sample.requested', territory, double precision 'Infinity', 0, count(*), double precision '0'
FROM fact_samples WHERE requested_at IS NOT NULL GROUP BY 2
UNION ALL
SELECT 'sample.' || lower(state), territory, double precision 'Infinity', 0, count(*), double precision '0'
FROM fact_samples WHERE state IN ('DELIVERED', 'FAILED', 'LOST') GROUP BY 1, 2
UNION ALL
SELECT 'catering.answered', territory, catering_answer_bound(taken), 0, count(*), sum(taken)
FROM (SELECT territory, greatest(extract(epoch FROM answered_at - asked_at), 0)::double precision AS taken
      FROM fact_catering WHERE answered_at - asked_at IS NOT NULL) answered
GROUP BY territory, catering_answer_bound(taken);
