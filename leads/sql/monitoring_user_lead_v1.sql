-- What monitoring reads: per territory and phase, now. From the projection, so that a scrape costs one pass. Grouped by
-- yes and no instead of the phase's name: of those the planner knows how few there are, and lets two processes count.
CREATE VIEW monitoring_user_lead AS
SELECT p.territory, p.status,
       CASE WHEN passed.expiry THEN 'EXPIRED' WHEN passed.grace THEN 'GRACE' WHEN passed.base THEN 'FOLLOW_UP' ELSE 'BASE'
       END AS phase,
       CASE WHEN passed.expiry THEN 'EXPIRED' ELSE 'PROTECTED' END AS state,
       count(*) AS leads,
       count(*) FILTER (WHERE p.stopped_since <= now() AND (p.stopped_until IS NULL OR p.stopped_until > now())
                          AND (p.expires_at IS NULL OR p.expires_at > now())) AS clock_stopped,
       count(*) FILTER (WHERE p.reminder_open AND p.reminder_due_at <= now() AND p.expires_at > now()) AS reminders_due,
       count(*) FILTER (WHERE p.reminder_open AND p.expires_at > now()
                          AND greatest(p.reminder_due_at, p.due_known_at) <= now() - interval '60 minutes')
           AS reminders_overdue,
       min(greatest(p.reminder_due_at, p.due_known_at)) FILTER (
           WHERE p.reminder_open AND p.reminder_due_at <= now() AND p.expires_at > now()) AS oldest_reminder_due_at
FROM lead_protections p
-- Unknown while an open hold moves them: not passed.
CROSS JOIN LATERAL (SELECT coalesce(p.base_ends_at <= now(), false) AS base,
                           coalesce(p.grace_starts_at <= now(), false) AS grace,
                           coalesce(p.expires_at <= now(), false) AS expiry) passed
GROUP BY p.territory, p.status, passed.base, passed.grace, passed.expiry;
