-- How many open leads are in each phase, by territory, and how many of their clocks stand.
SELECT territory, phase, sum(leads)::bigint AS leads, sum(clock_stopped)::bigint AS clock_stopped,
       sum(reminders_due)::bigint AS reminders_unsent
FROM monitoring_user_lead
WHERE status = 'OPEN' AND territory = ANY (%(territories)s)
GROUP BY territory, phase
ORDER BY territory, array_position('{BASE,FOLLOW_UP,GRACE,EXPIRED}', phase)
