-- The activities of a lead, the latest first. Qualified ones restart the follow-up once the base period is over.
SELECT a.kind AS activity_kind, a.qualified, a.occurred_at, a.recorded_at,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS recorded_by, a.source, a.voided_at
FROM lead_activities a
JOIN leads l ON l.id = a.lead_id
LEFT JOIN users u ON u.id = a.created_by
WHERE a.lead_id = %(lead_id)s AND l.territory = ANY (%(territories)s)
ORDER BY a.occurred_at DESC, a.id DESC
