-- Of the reminders that fell due in the last 7 days, the share that went out within 60 minutes.
-- Cancelled ones were never owed. One that waits or was given up is late once the 60 minutes are over.
SELECT (count(*) FILTER (WHERE sent_at <= due_at + interval '60 minutes'))::float8 / nullif(count(*), 0) AS value,
       count(*) AS due, count(*) FILTER (WHERE sent_at <= due_at + interval '60 minutes') AS in_time
FROM lead_reminders
WHERE due_at > now() - interval '7 days'
  AND (sent_at IS NOT NULL OR due_at <= now() - interval '60 minutes')
  AND status <> 'CANCELLED' AND territory = ANY (%(territories)s)
