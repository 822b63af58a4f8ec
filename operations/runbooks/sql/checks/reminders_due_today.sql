-- Reminders that fall due today in Berlin, of open and protected leads, sent or not.
-- What falls due today expires within the days of grace (and two days for the clock change): the index finds those.
SELECT p.lead_id, l.company, p.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, p.reminder_due_at,
       r.status AS reminder_status, r.sent_at, p.expires_at AS protection_expires_at
FROM lead_protections p
JOIN leads l ON l.id = p.lead_id
JOIN users u ON u.id = p.user_id
LEFT JOIN lead_reminders r ON r.lead_id = p.lead_id AND r.user_id = p.user_id AND r.window_start = p.window_start
WHERE coalesce(p.expires_at, 'infinity') > now()
  AND coalesce(p.expires_at, 'infinity')
      < now() + (SELECT make_interval(days => max(grace_days)::int + 2) FROM protection_policies)
  AND p.reminder_due_at >= berlin_instant(date_trunc('day', berlin_wall(now())))
  AND p.reminder_due_at < berlin_instant(date_trunc('day', berlin_wall(now())) + interval '1 day')
  AND p.status = 'OPEN' AND p.territory = ANY (%(territories)s)
ORDER BY p.reminder_due_at, p.lead_id
