-- What our own data say is wrong that an alert would say too: each case by itself, so that a second lost sample is
-- noticed while the first is still lost. The limit keeps one look cheap on the worst of days; the rest comes next time.
(SELECT 'SampleLost' AS alert, 'rule:SampleLost:' || f.id AS fingerprint, f.territory, f.lost_at AS since
 FROM fact_samples f
 WHERE f.voided_at IS NULL AND f.state = 'LOST' AND f.lost_at > now() - interval '24 hours'
 ORDER BY f.lost_at DESC LIMIT 500)
UNION ALL
(SELECT 'LeadExpiredWithoutReminder', 'rule:LeadExpiredWithoutReminder:' || e.id, e.territory, e.expired_at
 FROM lead_expiries e
 WHERE e.unreminded AND e.revived_at IS NULL AND e.acknowledged_at IS NULL AND e.recorded_at > now() - interval '7 days'
 ORDER BY e.expired_at DESC LIMIT 500)
UNION ALL
(SELECT 'ProtectionDrift', 'rule:ProtectionDrift', '', last.finished_at
 FROM (SELECT r.finished_at, (r.result ->> 'drifted')::bigint AS drifted
       FROM job_runs r WHERE r.job = 'verify_protection' AND r.succeeded ORDER BY r.finished_at DESC LIMIT 1) last
 WHERE last.drifted > 0)
