-- Leads that lost protection though nobody had been reminded, and that nobody has acknowledged, the latest first.
SELECT e.lead_id, l.company, e.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, e.expired_at, e.recorded_at
FROM lead_expiries e
LEFT JOIN leads l ON l.id = e.lead_id
JOIN users u ON u.id = e.user_id
WHERE e.unreminded AND e.revived_at IS NULL AND e.acknowledged_at IS NULL AND e.territory = ANY (%(territories)s)
ORDER BY e.expired_at DESC, e.id DESC
