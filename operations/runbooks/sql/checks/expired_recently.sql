-- Open leads whose protection ended in the last so many days, the latest first, and when somebody was reminded of it.
SELECT p.lead_id, l.company, p.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, p.expires_at AS expired_at,
       r.sent_at, e.acknowledged_at
FROM lead_protections p
JOIN leads l ON l.id = p.lead_id
JOIN users u ON u.id = p.user_id
LEFT JOIN lead_reminders r ON r.lead_id = p.lead_id AND r.user_id = p.user_id AND r.window_start = p.window_start
LEFT JOIN lead_expiries e ON e.lead_id = p.lead_id AND e.user_id = p.user_id AND e.window_start = p.window_start
    AND e.revived_at IS NULL
WHERE coalesce(p.expires_at, 'infinity') <= now()
  AND coalesce(p.expires_at, 'infinity') > now() - make_interval(days => %(days)s)
  AND p.status = 'OPEN' AND p.territory = ANY (%(territories)s)
ORDER BY coalesce(p.expires_at, 'infinity') DESC, p.lead_id DESC
