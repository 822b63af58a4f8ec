-- Three activities a lead on average, at random instants of its first ten months, every other one qualified.
INSERT INTO lead_activities (lead_id, user_id, kind, occurred_at, recorded_at)
SELECT id, user_id, (ARRAY['QUALIFIED_CALL', 'NOTE', 'SAMPLE_FEEDBACK', 'MAIL'])[1 + floor(random() * 4)::int],
       occurred_at, occurred_at
FROM (
    SELECT l.id, l.user_id, l.created_at + least(interval '300 days', now() - l.created_at) * random() AS occurred_at
    FROM leads l
    JOIN (SELECT 1 + floor(random() * %(leads)s)::bigint AS nth FROM generate_series(1, %(activities)s::int)) drawn
        ON l.id = drawn.nth
) activity
