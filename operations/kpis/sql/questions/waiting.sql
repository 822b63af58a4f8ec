-- What waits longer than it should, now: than the KPIs promise. From indexes of what is open, so that cost does not grow
-- with history.
WITH target AS MATERIALIZED (
    SELECT t.territory,
           promised_within('sample_processing', t.territory) AS sample,
           promised_within('catering_answer', t.territory) AS catering,
           promised_within('order_confirmation', t.territory) AS "order"
    FROM unnest(ARRAY['DE', 'CH', 'AT', '']) AS t (territory)
)
SELECT 'lost' AS what, f.territory, count(*)
FROM fact_samples f
WHERE f.voided_at IS NULL AND f.state = 'LOST' AND f.lost_at > now() - make_interval(secs => %(lately)s)
GROUP BY f.territory
UNION ALL
SELECT 'at_risk', f.territory, count(*)
FROM fact_samples f JOIN target t USING (territory)
WHERE f.voided_at IS NULL AND f.ended_at IS NULL AND f.requested_at IS NOT NULL
  AND (f.due_at < now() OR (f.processed_at IS NULL AND f.requested_at < now() - t.sample))
GROUP BY f.territory
UNION ALL
SELECT 'unanswered', f.territory, count(*)
FROM fact_catering f JOIN target t USING (territory)
WHERE f.voided_at IS NULL AND f.answered_at IS NULL AND f.asked_at < now() - t.catering
  AND (f.event_at IS NULL OR f.event_at > now())
GROUP BY f.territory
UNION ALL
SELECT 'unconfirmed', f.territory, count(*)
FROM fact_orders f JOIN target t USING (territory)
WHERE f.voided_at IS NULL AND f.confirmed_at IS NULL AND f.placed_at < now() - t."order"
GROUP BY f.territory
