-- Reminders that are due and could not be sent so far, with the last error: waiting for another attempt, or given up.
-- Two parts, each from its own index of what is unsent.
SELECT r.lead_id, l.company, r.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, r.due_at,
       r.status AS reminder_status, r.attempts,
       r.last_error AS remark
FROM (
    SELECT r.* FROM lead_reminders r JOIN lead_protections p ON p.lead_id = r.lead_id
    WHERE r.status = 'PENDING' AND r.last_error <> '' AND lead_reminder_obstacle(r, p, now()) IS NULL
    UNION ALL
    SELECT r.* FROM lead_reminders r JOIN lead_protections p ON p.lead_id = r.lead_id
    WHERE r.status = 'DEAD' AND lead_reminder_obstacle(r, p, now()) IS NULL
) r
JOIN leads l ON l.id = r.lead_id
JOIN users u ON u.id = r.user_id
WHERE r.territory = ANY (%(territories)s)
ORDER BY r.due_at, r.lead_id
