-- What is at stake at this moment, in one territory ('': in all of them). Each count is a look into a small index. In time
-- is what the KPIs promise.
WITH target AS MATERIALIZED (
    SELECT promised_within('sample_processing', %(territory)s) AS sample,
           promised_within('order_confirmation', %(territory)s) AS "order"
)
SELECT
    -- Lost lately; one that turned up is not lost.
    (SELECT count(*) FROM fact_samples f
     WHERE f.voided_at IS NULL AND f.state = 'LOST' AND f.lost_at > %(lost_since)s AND f.lost_at <= %(at)s
       AND (%(territory)s = '' OR f.territory = %(territory)s)) AS samples_lost,
    -- Not sent off in time, or not there when it is wanted.
    (SELECT count(*) FROM fact_samples f, target t
     WHERE f.voided_at IS NULL AND f.ended_at IS NULL AND f.requested_at <= %(at)s
       AND (f.due_at < %(at)s OR (f.processed_at IS NULL AND f.requested_at < %(at)s - t.sample))
       AND (%(territory)s = '' OR f.territory = %(territory)s)) AS samples_at_risk,
    -- Protection ends within 48 hours, and nobody has been reminded of that.
    (SELECT count(*) FROM lead_protections p
     WHERE coalesce(p.expires_at, 'infinity') > %(at)s AND coalesce(p.expires_at, 'infinity') <= %(at)s + interval '48 hours'
       AND p.status = 'OPEN' AND (%(territory)s = '' OR p.territory = %(territory)s)
       AND NOT EXISTS (SELECT FROM lead_reminders r
                       WHERE r.lead_id = p.lead_id AND r.user_id = p.user_id AND r.window_start = p.window_start
                         AND r.status = 'SENT')) AS leads_about_to_expire,
    -- Protection ended though nobody had been reminded, and nobody has looked into it.
    (SELECT count(*) FROM lead_expiries e
     WHERE e.unreminded AND e.revived_at IS NULL AND e.acknowledged_at IS NULL
       AND (%(territory)s = '' OR e.territory = %(territory)s)) AS leads_expired_unreminded,
    -- The event is within 48 hours, and nobody has answered.
    (SELECT count(*) FROM fact_catering f
     WHERE f.voided_at IS NULL AND f.asked_at IS NOT NULL AND f.answered_at IS NULL
       AND f.event_at > %(at)s AND f.event_at <= %(at)s + interval '48 hours'
       AND (%(territory)s = '' OR f.territory = %(territory)s)) AS events_unanswered,
    -- Not confirmed in time.
    (SELECT count(*) FROM fact_orders f, target t
     WHERE f.voided_at IS NULL AND f.confirmed_at IS NULL AND f.placed_at < %(at)s - t."order"
       AND (%(territory)s = '' OR f.territory = %(territory)s)) AS orders_unconfirmed,
    -- The peak that the day in Berlin lies in, unless it was switched off again and is off still.
    (SELECT coalesce(min(s.kind), '') FROM seasons s
     WHERE s.is_peak AND (%(at)s AT TIME ZONE 'Europe/Berlin')::date BETWEEN s.starts_on AND s.ends_on
       AND (NOT EXISTS (SELECT FROM season_activations a WHERE a.season_id = s.id AND a.rolled_back_at <= %(at)s)
            OR EXISTS (SELECT FROM season_activations a WHERE a.season_id = s.id AND a.activated_at <= %(at)s
                       AND coalesce(a.rolled_back_at, a.ended_at, 'infinity') > %(at)s))) AS season
