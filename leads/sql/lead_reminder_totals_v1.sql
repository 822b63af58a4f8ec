-- Running totals of reminders for the metrics: counting a million rows at every scrape takes a second, and a count falls
-- when rows are erased. Kept by triggers, so that plain SQL counts too. A bound is the upper end, in seconds from due to
-- sent, of a bucket of its own (not of all below).
CREATE TABLE lead_reminder_totals (
    kind text NOT NULL CHECK (kind IN ('due', 'sent')),
    territory varchar(2) NOT NULL,
    bound double precision NOT NULL,
    -- Several sessions at work would wait for each other's commit on one row.
    slot int NOT NULL,
    reminders bigint NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (kind, territory, bound, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION lead_reminder_bound(seconds double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(
    (SELECT min(bound)
     FROM unnest(ARRAY[10, 60, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400]::double precision[]) AS bound
     WHERE bound >= seconds), 'Infinity');

CREATE FUNCTION lead_reminders_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    own_slot constant int := pg_backend_pid() % 16;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO lead_reminder_totals AS total (kind, territory, bound, slot, reminders, seconds)
        SELECT 'due', territory, 'Infinity', own_slot, count(*), 0 FROM new_rows GROUP BY territory
        UNION ALL
        SELECT 'sent', territory, lead_reminder_bound(taken), own_slot, count(*), sum(taken)
        FROM (SELECT territory, extract(epoch FROM sent_at - due_at)::double precision AS taken
              FROM new_rows WHERE status = 'SENT') sent
        GROUP BY territory, lead_reminder_bound(taken)
        ORDER BY 1, 2, 3
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE
        SET reminders = total.reminders + excluded.reminders, seconds = total.seconds + excluded.seconds;
    ELSE
        INSERT INTO lead_reminder_totals AS total (kind, territory, bound, slot, reminders, seconds)
        SELECT 'sent', territory, lead_reminder_bound(taken), own_slot, count(*), sum(taken)
        FROM (SELECT territory, extract(epoch FROM sent_at - due_at)::double precision AS taken
              FROM new_rows
              -- Hashed, whatever the size the plan was made for; a join of both would not be.
              WHERE status = 'SENT' AND id NOT IN (SELECT id FROM old_rows WHERE status = 'SENT')) sent
        GROUP BY territory, lead_reminder_bound(taken)
        ORDER BY 1, 2, 3
        ON CONFLICT (kind, territory, bound, slot) DO UPDATE
        SET reminders = total.reminders + excluded.reminders, seconds = total.seconds + excluded.seconds;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lead_reminders_inserted_counted AFTER INSERT ON lead_reminders REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_reminders_counted();
CREATE TRIGGER lead_reminders_updated_counted AFTER UPDATE ON lead_reminders
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_reminders_counted();
