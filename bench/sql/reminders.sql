-- Everyone whose protection is over was reminded when grace began.
INSERT INTO lead_reminders (lead_id, user_id, territory, window_start, due_at, expires_at, status, sent_at, attempts, recorded_at)
SELECT lead_id, user_id, territory, window_start, reminder_due_at, expires_at, 'SENT', reminder_due_at, 1, reminder_due_at
FROM lead_protections_defined
WHERE status = 'OPEN' AND expires_at <= now()
