-- What monitoring reads: per territory and phase, now. From the projection, so that a scrape costs one pass. Grouped by
-- yes and no instead of the phase's name: of those the planner knows how few there are, and lets two processes count.
-- Since v1: a reminder is due until it has been sent, also while it waits for another attempt or has been given up. They
-- are counted apart, from the indexes of what is unsent; all of them are of open leads in grace.
CREATE OR REPLACE VIEW monitoring_user_lead AS
SELECT leads.territory, leads.status, leads.phase, leads.state, leads.leads, leads.clock_stopped,
       coalesce(unsent.due, 0) AS reminders_due,
       coalesce(unsent.overdue, 0) AS reminders_overdue,
       unsent.oldest_due_at AS oldest_reminder_due_at
FROM (
    SELECT p.territory, p.status,
           CASE WHEN passed.expiry THEN 'EXPIRED' WHEN passed.grace THEN 'GRACE' WHEN passed.base THEN 'FOLLOW_UP'
                ELSE 'BASE' END AS phase,
           CASE WHEN passed.expiry THEN 'EXPIRED' ELSE 'PROTECTED' END AS state,
           count(*) AS leads,
           count(*) FILTER (WHERE p.stopped_since <= now() AND (p.stopped_until IS NULL OR p.stopped_until > now())
                              AND (p.expires_at IS NULL OR p.expires_at > now())) AS clock_stopped
    FROM lead_protections p
    -- Unknown while an open hold moves them: not passed.
    CROSS JOIN LATERAL (SELECT coalesce(p.base_ends_at <= now(), false) AS base,
                               coalesce(p.grace_starts_at <= now(), false) AS grace,
                               coalesce(p.expires_at <= now(), false) AS expiry) passed
    GROUP BY p.territory, p.status, passed.base, passed.grace, passed.expiry
) leads
LEFT JOIN (
    -- By the lead's territory now, as the leads are counted, and not by the one in which the reminder fell due.
    SELECT p.territory, count(*) AS due,
           count(*) FILTER (WHERE r.due_at <= now() - interval '60 minutes') AS overdue, min(r.due_at) AS oldest_due_at
    FROM lead_reminders_unsent(now()) r
    JOIN lead_protections p ON p.lead_id = r.lead_id
    GROUP BY p.territory
) unsent ON unsent.territory = leads.territory AND leads.status = 'OPEN' AND leads.phase = 'GRACE';
