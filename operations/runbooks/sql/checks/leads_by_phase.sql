-- How many open leads are in each phase, by territory, and how many of their clocks stand.
-- One pass that counts; of the clocks that stand, which are few, an index knows.
SELECT counted.territory, phase.name AS phase, phase.leads, coalesce(stopped.leads, 0) AS clocks_standing
FROM (
    SELECT territory, count(*) AS leads,
           count(*) FILTER (WHERE base_ends_at <= now()) AS base_over,
           count(*) FILTER (WHERE grace_starts_at <= now()) AS grace_begun,
           count(*) FILTER (WHERE expires_at <= now()) AS expired
    FROM lead_protections
    WHERE status = 'OPEN' AND territory = ANY (%(territories)s)
    GROUP BY territory
) counted
CROSS JOIN LATERAL (
    VALUES (1, 'BASE', counted.leads - counted.base_over), (2, 'FOLLOW_UP', counted.base_over - counted.grace_begun),
           (3, 'GRACE', counted.grace_begun - counted.expired), (4, 'EXPIRED', counted.expired)
) phase (number, name, leads)
LEFT JOIN (
    SELECT territory,
           CASE WHEN grace_starts_at <= now() THEN 'GRACE' WHEN base_ends_at <= now() THEN 'FOLLOW_UP' ELSE 'BASE' END
               AS phase,
           count(*) AS leads
    FROM lead_protections
    WHERE stopped_since IS NOT NULL AND stopped_since <= now() AND coalesce(stopped_until, 'infinity') > now()
      AND coalesce(expires_at, 'infinity') > now() AND status = 'OPEN'
    GROUP BY 1, 2
) stopped ON stopped.territory = counted.territory AND stopped.phase = phase.name
ORDER BY counted.territory, phase.number
