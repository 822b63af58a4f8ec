-- What became of an event for a subscription. Written with the event, in its transaction: nothing has to remember how
-- far it has read, and an event that commits late is not lost.
CREATE TABLE integration.event_deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id bigint NOT NULL REFERENCES integration.subscriptions (id),
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    territory text,
    -- What is delivered in order: one aggregate, as in 'lead/4711'.
    stream text NOT NULL,
    -- The event's primary key in the journal.
    journal_id bigint NOT NULL,
    event_recorded_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'PARKED', 'DISCARDED')),
    -- The next attempt comes no sooner; 'infinity' behind an event that is parked.
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts bigint NOT NULL DEFAULT 0,
    claimed_by text NOT NULL DEFAULT '',
    claimed_until timestamptz,
    settled_at timestamptz,
    last_error text NOT NULL DEFAULT '',
    replay_id bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'PENDING') = (settled_at IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX event_deliveries_due ON integration.event_deliveries (subscription_id, due_at, id) WHERE state = 'PENDING';
CREATE INDEX event_deliveries_open ON integration.event_deliveries (subscription_id, stream, id)
    WHERE state IN ('PENDING', 'PARKED');
CREATE INDEX event_deliveries_claimed ON integration.event_deliveries (claimed_by)
    WHERE state = 'PENDING' AND claimed_by <> '';
CREATE INDEX event_deliveries_event ON integration.event_deliveries (event_id);
CREATE INDEX event_deliveries_parked ON integration.event_deliveries (id) WHERE state = 'PARKED';
CREATE INDEX event_deliveries_settled ON integration.event_deliveries (settled_at)
    WHERE state IN ('DELIVERED', 'DISCARDED');

-- Running totals for the metrics: a count of rows would fall when old ones are deleted.
CREATE TABLE integration.delivery_totals (
    subscription_id bigint NOT NULL REFERENCES integration.subscriptions (id) ON DELETE CASCADE,
    outcome text NOT NULL CHECK (outcome IN ('DELIVERED', 'FAILED', 'PARKED', 'DISCARDED')),
    deliveries bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription_id, outcome)
);

-- Who listens on which channel, and whether they sleep: only sleepers need waking, since NOTIFY takes a global lock.
CREATE UNLOGGED TABLE integration.listeners (
    channel text NOT NULL,
    pid bigint NOT NULL,
    sleeping boolean NOT NULL DEFAULT false,
    PRIMARY KEY (channel, pid)
) WITH (fillfactor = 50);

-- This session listens on a channel from now on, awake; sessions that are gone are forgotten.
CREATE FUNCTION integration.answer_the_door(channel text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM integration.listeners l WHERE NOT EXISTS (SELECT FROM pg_stat_get_activity(l.pid::int));
    INSERT INTO integration.listeners (channel, pid) VALUES (answer_the_door.channel, pg_backend_pid())
    ON CONFLICT (channel, pid) DO UPDATE SET sleeping = false;
$$;

-- This session sleeps, or is awake again.
CREATE FUNCTION integration.fall_asleep(channel text, asleep boolean) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE integration.listeners l SET sleeping = asleep
    WHERE l.channel = fall_asleep.channel AND l.pid = pg_backend_pid() AND l.sleeping <> asleep
$$;

-- Whether a notification may be sent when the queue is that full (0 to 1): over 70 % only for what is critical, over
-- 95 % for nothing. Who polls finds everything all the same.
CREATE FUNCTION integration.may_notify(queue_usage double precision, critical boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN queue_usage <= 0.70 OR (critical AND queue_usage <= 0.95);

-- Wake who sleeps on a channel, at commit; at most once a transaction. The payload is an event's id, and only a hint.
CREATE FUNCTION integration.wake(channel text, event_id uuid, critical boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    woken text := coalesce(current_setting('freshops.woken', true), '');
BEGIN
    IF strpos(woken, '|' || wake.channel || '|') > 0
       OR NOT EXISTS (SELECT FROM integration.listeners l WHERE l.channel = wake.channel AND l.sleeping)
       OR NOT integration.may_notify(pg_notification_queue_usage(), wake.critical)
    THEN
        RETURN;
    END IF;
    PERFORM pg_notify(wake.channel, wake.event_id::text);
    PERFORM set_config('freshops.woken', woken || '|' || wake.channel || '|', true);
END $$;

-- Give each new event to everyone who wants it. Disabled subscriptions get nothing: enabling one replays what it missed.
CREATE FUNCTION integration.queue_deliveries() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hint record;
BEGIN
    -- Who enables or disables a subscription takes this lock for itself, and so waits for those who record meanwhile:
    -- an event is either queued here or seen by the catching up, however late it commits.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('integration.subscriptions', 0));
    FOR hint IN
        WITH queued AS (
            INSERT INTO integration.event_deliveries
                (subscription_id, event_id, event_type, territory, stream, journal_id, event_recorded_at)
            SELECT s.id, r.event_id, r.event_type, r.territory, r.aggregate_type || '/' || r.aggregate_id, r.id,
                   r.recorded_at
            FROM recorded r
            JOIN integration.subscriptions s
                ON s.state <> 'DISABLED'
                AND integration.is_wanted(s.event_types, s.territories, r.event_type, r.territory)
            ORDER BY r.id
            RETURNING subscription_id, journal_id, event_id
        )
        SELECT CASE s.kind WHEN 'CHANNEL' THEN s.target ELSE 'freshops_relay' END AS channel,
               (array_agg(q.event_id ORDER BY q.journal_id))[1] AS event_id,
               bool_or(r.critical) AS critical
        FROM queued q
        JOIN recorded r ON r.event_id = q.event_id
        JOIN integration.subscriptions s ON s.id = q.subscription_id
        WHERE s.state = 'ACTIVE'
        GROUP BY 1
    LOOP
        PERFORM integration.wake(hint.channel, hint.event_id, hint.critical);
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER event_journal_queued AFTER INSERT ON integration.event_journal
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION integration.queue_deliveries();
