-- The reminders of a lead, the latest first: whom we reminded of which expiry, and what became of it.
SELECT r.window_start,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, r.due_at,
       r.status AS reminder_status, r.sent_at, r.attempts,
       CASE r.status WHEN 'CANCELLED' THEN r.cancel_reason ELSE r.last_error END AS remark
FROM lead_reminders r
JOIN users u ON u.id = r.user_id
WHERE r.lead_id = %(lead_id)s AND r.territory = ANY (%(territories)s)
ORDER BY r.due_at DESC, r.id DESC
