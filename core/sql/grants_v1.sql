-- What the runtime role may do, made anew after every migrate: whatever was granted by hand before is gone.
--
-- Reads: freshops.runtime_role (a role's name) and freshops.written_tables (JSON array of table names that the
-- application may write by default). An app whose rights are finer brings its own sql/grants_vN.sql, which runs after.
DO $grants$
DECLARE
    app     constant name  := current_setting('freshops.runtime_role');
    written constant jsonb := current_setting('freshops.written_tables')::jsonb;
    item    record;
BEGIN
    FOR item IN
        SELECT nspname
        FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_has_role(nspowner, 'USAGE')
    LOOP
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', item.nspname, app);
        EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', item.nspname, app);
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I', item.nspname, app);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', item.nspname, app);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', item.nspname, app);
        EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', item.nspname, app);
    END LOOP;

    -- History and its context (tables with pgh_id, and pghistory_context) are written by triggers alone, as the owner.
    FOR item IN
        SELECT c.oid::regclass AS tab
        FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND written ? c.relname::text
          AND c.relname <> 'pghistory_context'
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id')
    LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %s TO %I', item.tab, app);
    END LOOP;

    -- The history's triggers write where the runtime role may not. Without EXECUTE nobody can hang one of these
    -- functions on a table of his own (a temporary one, say) and forge history with it.
    FOR item IN
        SELECT p.oid::regprocedure AS func
        FROM pg_proc p
        WHERE p.proname ~ '^pgtrigger_' AND p.prorettype = 'trigger'::regtype
          AND p.pronamespace = 'public'::regnamespace
    LOOP
        -- An update's history joins old and new rows, by a plan that is made for the first statement of a session and kept:
        -- as a nested loop, made for one row, it took minutes for 10,000. Both settings: the caller may have its own.
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp '
                       'SET enable_nestloop = off SET enable_hashjoin = on', item.func);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, %I', item.func, app);
    END LOOP;
END
$grants$;
