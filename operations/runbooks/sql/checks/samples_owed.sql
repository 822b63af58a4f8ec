-- Samples that we have owed open leads for more than so many days, the longest first: lost, or left lying.
-- Neither those that were settled, nor those for which somebody restarted the clock by hand.
SELECT d.lead_id, l.company, l.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner, d.reference, d.owed_since
FROM lead_debts d
JOIN leads l ON l.id = d.lead_id
JOIN users u ON u.id = l.user_id
WHERE d.owed_since IS NOT NULL AND d.settled_at IS NULL AND d.dropped_at IS NULL
  AND d.kind = 'SAMPLE' AND d.owed_since < now() - make_interval(days => %(days)s)
  AND l.status = 'OPEN' AND l.territory = ANY (%(territories)s)
ORDER BY d.owed_since, d.lead_id
