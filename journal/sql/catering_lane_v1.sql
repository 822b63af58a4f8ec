-- What waits about catering, in the order in which it is claimed where catering comes first. Built beside whoever writes.
CREATE INDEX CONCURRENTLY event_deliveries_catering ON integration.event_deliveries (subscription_id, due_at, id)
    WHERE state = 'PENDING' AND event_type LIKE 'catering.%'
