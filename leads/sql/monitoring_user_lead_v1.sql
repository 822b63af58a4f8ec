-- What monitoring reads: per territory and phase, now. From the projection, so that a scrape costs one pass.
CREATE VIEW monitoring_user_lead AS
SELECT territory, status,
       CASE WHEN expires_at <= now() THEN 'EXPIRED'
            WHEN grace_starts_at <= now() THEN 'GRACE'
            WHEN base_ends_at <= now() THEN 'FOLLOW_UP'
            ELSE 'BASE' END AS phase,
       CASE WHEN expires_at <= now() THEN 'EXPIRED' ELSE 'PROTECTED' END AS state,
       count(*) AS leads,
       count(*) FILTER (WHERE stopped_since <= now() AND (stopped_until IS NULL OR stopped_until > now())
                          AND (expires_at IS NULL OR expires_at > now())) AS clock_stopped,
       count(*) FILTER (WHERE reminder_open AND reminder_due_at <= now() AND expires_at > now()) AS reminders_due,
       count(*) FILTER (WHERE reminder_open AND expires_at > now()
                          AND greatest(reminder_due_at, due_known_at) <= now() - interval '60 minutes') AS reminders_overdue,
       min(greatest(reminder_due_at, due_known_at)) FILTER (
           WHERE reminder_open AND reminder_due_at <= now() AND expires_at > now()) AS oldest_reminder_due_at
FROM lead_protections
GROUP BY 1, 2, 3, 4;
