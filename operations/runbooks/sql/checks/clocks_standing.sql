-- Open leads whose clock has been standing for more than so many days, the longest first, with the hold it stands for.
SELECT p.lead_id, l.company, p.territory,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS owner,
       h.reason_code, h.reason, p.stopped_since, p.stopped_until
FROM lead_protections p
JOIN leads l ON l.id = p.lead_id
JOIN users u ON u.id = p.user_id
LEFT JOIN LATERAL (
    SELECT h.reason_code, h.reason FROM lead_holds h
    WHERE h.lead_id = p.lead_id AND h.voided_at IS NULL AND h.start_at <= now()
      AND (h.end_at IS NULL OR h.end_at > now())
    ORDER BY h.start_at DESC LIMIT 1
) h ON true
WHERE p.stopped_since IS NOT NULL AND coalesce(p.stopped_until, 'infinity') > now()
  AND p.stopped_since < now() - make_interval(days => %(days)s)
  AND coalesce(p.expires_at, 'infinity') > now()
  AND p.status = 'OPEN' AND p.territory = ANY (%(territories)s)
ORDER BY p.stopped_since, p.lead_id
