-- The journal about a lead, the latest first, and what became of each event: "2 DELIVERED, 1 PARKED".
-- Events without a territory are for those who see all of them.
SELECT j.recorded_at, j.event_type, j.source, j.event_id, j.correlation_id, coalesce(d.deliveries, '') AS deliveries
FROM integration.event_journal j
LEFT JOIN LATERAL (
    SELECT string_agg(counted.deliveries || ' ' || counted.state, ', ' ORDER BY counted.state) AS deliveries
    FROM (
        SELECT d.state, count(*) AS deliveries FROM integration.event_deliveries d
        WHERE d.event_id = j.event_id GROUP BY d.state
    ) counted
) d ON true
WHERE j.aggregate_type = 'lead' AND j.aggregate_id = %(lead_id)s
  AND (j.territory = ANY (%(territories)s) OR j.territory IS NULL AND %(territories)s::text[] @> '{DE,CH,AT}')
ORDER BY j.id DESC
