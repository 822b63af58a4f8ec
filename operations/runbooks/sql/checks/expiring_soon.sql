-- Open leads that lose protection within so many days if nothing happens, the first to go first, with their reminder.
SELECT p.lead_id, l.company, p.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner,
       p.expires_at AS protection_expires_at,
       r.status AS reminder_status, r.sent_at
FROM lead_protections p
JOIN leads l ON l.id = p.lead_id
JOIN users u ON u.id = p.user_id
LEFT JOIN lead_reminders r ON r.lead_id = p.lead_id AND r.user_id = p.user_id AND r.window_start = p.window_start
WHERE coalesce(p.expires_at, 'infinity') > now()
  AND coalesce(p.expires_at, 'infinity') <= now() + make_interval(days => %(days)s)
  AND p.status = 'OPEN' AND p.territory = ANY (%(territories)s)
ORDER BY coalesce(p.expires_at, 'infinity'), p.lead_id
