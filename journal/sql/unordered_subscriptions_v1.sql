-- A subscription that no longer wants its events in order: what was behind a parked one waits for it no more.
CREATE FUNCTION integration.free_followers() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE integration.event_deliveries d SET due_at = clock_timestamp()
    WHERE d.subscription_id = NEW.id AND d.state = 'PENDING' AND d.due_at = 'infinity';
    RETURN NULL;
END $$;

CREATE TRIGGER subscriptions_unordered AFTER UPDATE OF ordered ON integration.subscriptions
    FOR EACH ROW WHEN (OLD.ordered AND NOT NEW.ordered) EXECUTE FUNCTION integration.free_followers();
