-- What we owe about a lead, or owed: while a debt is neither settled nor dropped by hand, the clock should stand.
SELECT d.kind AS owed, d.reference, d.owed_since, d.settled_at, d.dropped_at, d.recorded_at
FROM lead_debts d
JOIN leads l ON l.id = d.lead_id
WHERE d.lead_id = %(lead_id)s AND l.territory = ANY (%(territories)s)
ORDER BY d.owed_since DESC NULLS LAST, d.id DESC
