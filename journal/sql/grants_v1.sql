-- The runtime role records events and settles deliveries through functions only; it manages subscriptions itself.
GRANT INSERT, UPDATE, DELETE ON integration.subscriptions TO freshops_app;
GRANT INSERT ON integration.replays TO freshops_app;
GRANT UPDATE (state, settled_at, note) ON integration.incoming_events TO freshops_app;
