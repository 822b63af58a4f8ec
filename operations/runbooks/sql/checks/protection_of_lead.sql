-- How the protection of a lead stands now: owner, phase, deadline, and when its reminder falls due.
-- From the definition itself, not from the stored projection; for one lead, that takes some index look-ups.
SELECT v.id AS lead_id, l.company, v.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner,
       v.status AS lead_status, v.state AS protection, v.phase, v.clock_stopped, v.stopped_since, v.stopped_until,
       v.protection_expires_at, v.remaining, v.grace_starts_at, v.reminder_due_at
FROM v_user_lead_protection v
JOIN leads l ON l.id = v.id
JOIN users u ON u.id = v.user_id
WHERE v.id = %(lead_id)s AND v.territory = ANY (%(territories)s)
