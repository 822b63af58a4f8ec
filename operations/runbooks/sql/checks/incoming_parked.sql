-- Events of types that FreshOps does not know, as other systems sent them, the oldest first.
-- Those without a territory are for those who see all of them.
SELECT i.event_type, i.event_id, u.username AS source, i.received_at AS since
FROM integration.incoming_events i
LEFT JOIN users u ON u.id = i.sender_id
WHERE i.state = 'PARKED'
  AND (i.body ->> 'territory' = ANY (%(territories)s) OR %(territories)s::text[] @> '{DE,CH,AT}')
ORDER BY i.received_at
