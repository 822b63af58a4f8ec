-- The projection: one row a lead, in the transaction of the fact that changed it. It stores what time alone cannot
-- change; an instant is NULL while an open hold moves it.
CREATE TABLE lead_protections (
    lead_id bigint PRIMARY KEY REFERENCES leads (id) ON DELETE CASCADE,
    user_id bigint NOT NULL,
    territory varchar(2) NOT NULL,
    status varchar(10) NOT NULL,
    started_at timestamptz NOT NULL,
    policy_id bigint NOT NULL,
    base_local timestamp NOT NULL,
    grace_local timestamp NOT NULL,
    expires_local timestamp NOT NULL,
    stopped_since timestamptz,
    stopped_until timestamptz,
    base_ends_at timestamptz,
    grace_starts_at timestamptz,
    expires_at timestamptz,
    reminder_due_at timestamptz,
    window_start date,
    due_known_at timestamptz NOT NULL,
    reminder_open boolean NOT NULL,
    expiry_open boolean NOT NULL,
    changed_at timestamptz NOT NULL
);

-- An open hold has no end: as an index key its expiry is infinity, so that "protected" and "expires next" are one range.
CREATE INDEX lead_protections_owner ON lead_protections (user_id, coalesce(expires_at, 'infinity'), lead_id);
CREATE INDEX lead_protections_expires ON lead_protections (coalesce(expires_at, 'infinity'), lead_id);
CREATE INDEX lead_protections_stopped ON lead_protections (coalesce(stopped_until, 'infinity'), lead_id)
    WHERE stopped_since IS NOT NULL;
-- What the sweep looks for, and nothing else: a reminder that nobody has queued, an expiry that nobody has recorded.
CREATE INDEX lead_protections_reminder_due ON lead_protections (reminder_due_at) WHERE reminder_open;
CREATE INDEX lead_protections_expiry_due ON lead_protections (expires_at) WHERE expiry_open AND status = 'OPEN';

-- What the projection has to say, from the definition.
CREATE VIEW lead_protections_defined AS
SELECT l.id AS lead_id, o.user_id, l.territory, l.status, o.protection_started_at AS started_at, o.policy_id,
       clock.base_local, clock.grace_local, clock.expires_local, clock.stopped_since, clock.stopped_until,
       instants.base_ends_at, instants.grace_starts_at, instants.expires_at, instants.reminder_due_at,
       instants.window_start,
       l.status = 'OPEN' AND instants.reminder_due_at IS NOT NULL AND NOT EXISTS (
           SELECT FROM lead_reminders r
           WHERE r.lead_id = l.id AND r.user_id = o.user_id AND r.window_start = instants.window_start
             AND r.status <> 'CANCELLED') AS reminder_open
FROM leads l
CROSS JOIN LATERAL (
    SELECT f.user_id, f.protection_started_at, f.policy_id FROM lead_ownerships f
    WHERE f.lead_id = l.id AND f.voided_at IS NULL AND f.valid_to IS NULL OFFSET 0) o
CROSS JOIN LATERAL (
    SELECT f.months, f.follow_up_days, f.grace_days FROM protection_policies f WHERE f.id = o.policy_id OFFSET 0) p
CROSS JOIN LATERAL lead_clock(
    l.id, o.protection_started_at, p.months, p.follow_up_days, p.grace_days, 'infinity') clock
CROSS JOIN LATERAL (
    SELECT boundary.base_ends_at, boundary.grace_starts_at, boundary.expires_at,
           lead_reminder_due_at(boundary.grace_starts_at, clock.stopped_since, clock.stopped_until) AS reminder_due_at,
           berlin_wall(boundary.expires_at)::date AS window_start
    FROM (SELECT CASE WHEN NOT clock.base_moves THEN berlin_instant(clock.base_local) END AS base_ends_at,
                 CASE WHEN NOT clock.grace_moves THEN berlin_instant(clock.grace_local) END AS grace_starts_at,
                 CASE WHEN NOT clock.expiry_moves THEN berlin_instant(clock.expires_local) END AS expires_at
          OFFSET 0) boundary
    OFFSET 0
) instants;

-- Every move of a deadline: who, when, from what to what. Append-only.
CREATE TABLE lead_protection_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lead_id bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    old_user_id bigint NOT NULL,
    new_user_id bigint NOT NULL,
    old_expires_at timestamptz,
    new_expires_at timestamptz,
    old_stopped_since timestamptz,
    new_stopped_since timestamptz,
    old_state text NOT NULL,
    new_state text NOT NULL,
    context jsonb
);
CREATE INDEX lead_protection_changes_lead ON lead_protection_changes (lead_id, id);
