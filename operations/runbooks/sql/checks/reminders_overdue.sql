-- Reminders that fell due more than 60 minutes ago and have not been sent, the longest first: not queued, waiting or
-- given up. Only of open leads that are still protected and whose clock runs: the others are owed no reminder.
SELECT r.lead_id, l.company, r.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, r.due_at,
       nullif(r.status, 'UNQUEUED') AS reminder_status
FROM lead_reminders_unsent(now()) r
JOIN leads l ON l.id = r.lead_id
JOIN users u ON u.id = r.user_id
WHERE r.due_at <= now() - interval '60 minutes' AND r.territory = ANY (%(territories)s)
ORDER BY r.due_at, r.lead_id
