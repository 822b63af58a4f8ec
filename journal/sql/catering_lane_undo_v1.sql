-- What is left of a build that was broken off is no use, and would be in the way of the next.
DROP INDEX CONCURRENTLY IF EXISTS integration.event_deliveries_catering
