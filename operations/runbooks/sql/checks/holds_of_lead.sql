-- The holds of a lead, the latest first: when its clock stood, why, and who said so.
SELECT h.reason_code, h.reason, h.start_at, h.end_at, r.hold_id IS NOT NULL AND NOT r.taken_over AS by_rule,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS recorded_by, h.recorded_at,
       h.voided_at
FROM lead_holds h
JOIN leads l ON l.id = h.lead_id
LEFT JOIN rule_holds r ON r.hold_id = h.id
LEFT JOIN users u ON u.id = h.created_by
WHERE h.lead_id = %(lead_id)s AND l.territory = ANY (%(territories)s)
ORDER BY h.start_at DESC, h.id DESC
