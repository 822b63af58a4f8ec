-- What is wrong with escalation, from incidents, pages, job runs and the rota alone: it shares nothing with the code that
-- escalates. One row a finding: its kind, what it concerns, the incident, and how long it has been so in seconds.
WITH late AS (SELECT make_interval(secs => %(grace)s) AS grace),
-- Within which time somebody has to react, and after which the next one has to be called.
response (severity, within) AS (
    VALUES ('SEV1', interval '15 minutes'), ('SEV2', interval '1 hour'), ('SEV3', interval '4 hours'),
           ('SEV4', interval '1 day')
),
waiting AS (
    SELECT i.id, i.severity, i.paging_round, i.paging_since, now() - i.paging_since AS waited
    FROM incidents i WHERE i.state = 'OPEN'
),
reachable AS (
    SELECT r.role,
           -- Who has left, or has no address, has a shift and is not there.
           EXISTS (SELECT FROM on_call_shifts s JOIN users u ON u.id = s.user_id
                   WHERE s.responsibility = r.role AND s.starts_at <= now() AND s.ends_at > now()
                     AND u.is_active AND u.email <> '') AS on_call,
           EXISTS (SELECT FROM runbook_contacts c WHERE c.role = r.role AND c.email <> '') AS contact
    FROM unnest(%(responsibilities)s::text[]) AS r (role)
)
SELECT 'ESCALATION_STALLED' AS finding, '' AS concerns, NULL::bigint AS incident_id,
       extract(epoch FROM now() - last.success)::float AS seconds
FROM (SELECT max(finished_at) AS success FROM job_runs WHERE job = 'escalate' AND succeeded) last, late
WHERE coalesce(last.success, '-infinity') < now() - late.grace
UNION ALL
-- Nobody at all was notified; or the time to respond is over, and nobody was but those who were at the beginning.
SELECT 'PAGE_MISSING', w.id::text, w.id, extract(epoch FROM w.waited)::float
FROM waiting w JOIN response USING (severity), late
WHERE w.waited > late.grace
  AND (NOT EXISTS (SELECT FROM incident_pages p
                   WHERE p.incident_id = w.id AND p.round = w.paging_round AND p.state IN ('PENDING', 'SENT'))
       OR (w.waited > response.within + late.grace AND NOT EXISTS (
               SELECT FROM incident_pages p
               WHERE p.incident_id = w.id AND p.round = w.paging_round AND p.state IN ('PENDING', 'SENT')
                 AND p.due_at > w.paging_since)))
UNION ALL
SELECT 'PAGE_LATE', w.id::text, w.id, extract(epoch FROM now() - min(p.due_at))::float
FROM waiting w JOIN incident_pages p ON p.incident_id = w.id AND p.round = w.paging_round, late
WHERE p.state = 'PENDING' AND p.due_at < now() - late.grace AND w.waited > late.grace
GROUP BY w.id
UNION ALL
SELECT 'WATCHDOG_SILENT', '', NULL, extract(epoch FROM now() - b.received_at)::float
FROM (SELECT max(received_at) AS received_at FROM watchdog_beats) b
WHERE CASE WHEN b.received_at IS NULL THEN %(watchdog_expected)s
           ELSE b.received_at < now() - make_interval(secs => %(watchdog)s) END
UNION ALL
-- Nobody is on call where somebody always has to be, or nobody can be reached at all.
SELECT 'ROTA_EMPTY', r.role, NULL, NULL
FROM reachable r
WHERE (NOT r.on_call AND r.role LIKE '%%-on-call') OR NOT (r.on_call OR r.contact)
