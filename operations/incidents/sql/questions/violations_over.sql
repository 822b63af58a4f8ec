-- Cases of our own rules that are over: what they are about says so. None is over for its age alone, nor because there are
-- many others. So many at a time; the rest comes with the next looks.
WITH known AS (
    SELECT a.id, split_part(a.fingerprint, ':', 2) AS alert, split_part(a.fingerprint, ':', 3) AS fact
    FROM incident_alerts a
    WHERE a.status = 'FIRING' AND starts_with(a.fingerprint, 'rule:')
)
SELECT k.id
FROM known k
WHERE NOT CASE k.alert
    WHEN 'SampleLost' THEN EXISTS (
        SELECT FROM fact_samples f WHERE f.id = k.fact::bigint AND f.voided_at IS NULL AND f.state = 'LOST')
    WHEN 'OrderConfirmationLate' THEN EXISTS (
        SELECT FROM fact_orders f WHERE f.id = k.fact::bigint AND f.voided_at IS NULL AND f.confirmed_at IS NULL)
    WHEN 'SampleAtRisk' THEN EXISTS (
        SELECT FROM fact_samples f
        WHERE f.id = k.fact::bigint AND f.voided_at IS NULL AND f.ended_at IS NULL
          AND (f.processed_at IS NULL OR f.due_at < now()))
    WHEN 'CateringAnswerLate' THEN EXISTS (
        SELECT FROM fact_catering f
        WHERE f.id = k.fact::bigint AND f.voided_at IS NULL AND f.answered_at IS NULL
          AND (f.event_at IS NULL OR f.event_at > now()))
    WHEN 'LeadExpiredWithoutReminder' THEN EXISTS (
        SELECT FROM lead_expiries e
        WHERE e.id = k.fact::bigint AND e.unreminded AND e.revived_at IS NULL AND e.acknowledged_at IS NULL)
    WHEN 'ProtectionDrift' THEN EXISTS (
        SELECT FROM (SELECT r.id, (r.result ->> 'drifted')::bigint AS drifted
                     FROM job_runs r WHERE r.job = 'verify_protection' AND r.succeeded
                     ORDER BY r.finished_at DESC LIMIT 1) last
        WHERE last.drifted > 0 AND last.id::text = k.fact)
END
ORDER BY k.id LIMIT %(at_once)s
