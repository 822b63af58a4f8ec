-- The share of PostgreSQL's queue of notifications that is in use. Over 70 percent only critical events notify, over 95
-- percent none does; at 100 percent whoever notifies fails.
SELECT pg_notification_queue_usage() AS value
