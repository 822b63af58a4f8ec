-- One hold on most leads that have any, two on the others, within the first eight months. Those that reach into the
-- future are half planned and half open.
INSERT INTO lead_holds (lead_id, user_id, reason_code, reason, start_at, end_at, created_at, recorded_at)
SELECT id, user_id, (ARRAY['PRICE', 'SAMPLE', 'DOCUMENTS', 'CUSTOMER_BLOCKED'])[1 + floor(random() * 4)::int], 'bench',
       start_at, CASE WHEN end_at > now() AND random() < 0.5 THEN NULL ELSE end_at END, start_at, start_at
FROM (
    SELECT l.id, l.user_id, span.start_at, span.start_at + (1 + random() * 27) * interval '1 day' AS end_at
    FROM (SELECT id, user_id, created_at, least(interval '120 days', (now() - created_at) / 2) AS half
          FROM leads ORDER BY random() LIMIT %(holds)s::int) l
    CROSS JOIN LATERAL (
        SELECT l.created_at + l.half * random() * 0.7 AS start_at
        UNION ALL
        SELECT l.created_at + l.half * (1 + random()) WHERE l.half > interval '100 days' AND random() < 0.2
    ) span
) hold
LIMIT %(holds)s::int
