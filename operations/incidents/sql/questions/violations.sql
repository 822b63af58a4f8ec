-- What our own data say is wrong that an alert would say too, each case by itself, so that a second lost sample is noticed
-- while the first is still lost: the cases that are not known yet. A case is known by its fingerprint as long as it is not
-- over; the instant since when it is so may be corrected. One that was said to be over, and is so still or again since the
-- same instant, is told apart: people have been called for it. The oldest of each alert and territory come first, so many
-- at a time: a flood in one hides no case of another, and the rest of it comes with the next looks.
WITH promised AS MATERIALIZED (
    SELECT t.territory,
           promised_within('sample_processing', t.territory) AS sample,
           promised_within('catering_answer', t.territory) AS catering,
           promised_within('order_confirmation', t.territory) AS "order"
    FROM unnest(ARRAY['DE', 'CH', 'AT', '']) AS t (territory)
),
found AS (
    -- As long as the KPI and the alert look back: a loss is often reported days after it happened.
    SELECT 'SampleLost' AS alert, 'rule:SampleLost:' || f.id AS fingerprint, f.territory, f.lost_at AS since
    FROM fact_samples f
    WHERE f.voided_at IS NULL AND f.state = 'LOST' AND f.lost_at > now() - make_interval(secs => %(lately)s)
    UNION ALL
    SELECT 'OrderConfirmationLate', 'rule:OrderConfirmationLate:' || f.id, f.territory, f.placed_at + p."order"
    FROM fact_orders f JOIN promised p USING (territory)
    WHERE f.voided_at IS NULL AND f.confirmed_at IS NULL AND f.placed_at < now() - p."order"
    UNION ALL
    -- Not sent off in time, or not there when it is wanted: since the earlier of both. A minute of it is nothing, as for
    -- the alert.
    SELECT 'SampleAtRisk', 'rule:SampleAtRisk:' || r.id, r.territory, r.since
    FROM (SELECT f.id, f.territory,
                 least(f.due_at, CASE WHEN f.processed_at IS NULL THEN f.requested_at + p.sample END) AS since
          FROM fact_samples f JOIN promised p USING (territory)
          WHERE f.voided_at IS NULL AND f.ended_at IS NULL AND f.requested_at IS NOT NULL) r
    WHERE r.since < now() - interval '1 minute'
    UNION ALL
    SELECT 'CateringAnswerLate', 'rule:CateringAnswerLate:' || f.id, f.territory, f.asked_at + p.catering
    FROM fact_catering f JOIN promised p USING (territory)
    WHERE f.voided_at IS NULL AND f.answered_at IS NULL AND f.asked_at < now() - p.catering
      AND (f.event_at IS NULL OR f.event_at > now())
    UNION ALL
    SELECT 'LeadExpiredWithoutReminder', 'rule:LeadExpiredWithoutReminder:' || e.id, e.territory, e.expired_at
    FROM lead_expiries e
    WHERE e.unreminded AND e.revived_at IS NULL AND e.acknowledged_at IS NULL AND e.recorded_at > now() - interval '7 days'
    UNION ALL
    -- Each look that finds drift is a case: what is found again the next night has not been repaired.
    SELECT 'ProtectionDrift', 'rule:ProtectionDrift:' || last.id, '', last.finished_at
    FROM (SELECT r.id, r.finished_at, (r.result ->> 'drifted')::bigint AS drifted
          FROM job_runs r WHERE r.job = 'verify_protection' AND r.succeeded ORDER BY r.finished_at DESC LIMIT 1) last
    WHERE last.drifted > 0
)
SELECT n.alert, n.fingerprint, n.territory, n.since,
       EXISTS (SELECT FROM incident_alerts a WHERE a.fingerprint = n.fingerprint AND a.starts_at = n.since) AS told_before
FROM (SELECT f.*, row_number() OVER (PARTITION BY f.alert, f.territory ORDER BY f.since, f.fingerprint) AS place
      FROM found f
      WHERE NOT EXISTS (SELECT FROM incident_alerts a
                        WHERE a.fingerprint = f.fingerprint AND a.status = 'FIRING')) n
WHERE n.place <= %(at_once)s
