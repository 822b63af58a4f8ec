-- All events of one correlation id, the first first.
-- Events without a territory are for those who see all of them.
SELECT j.recorded_at, j.event_type, j.aggregate_type || '/' || j.aggregate_id AS aggregate, j.source, j.event_id
FROM integration.event_journal j
WHERE j.correlation_id = %(correlation_id)s
  AND (j.territory = ANY (%(territories)s) OR j.territory IS NULL AND %(territories)s::text[] @> '{DE,CH,AT}')
ORDER BY j.id
