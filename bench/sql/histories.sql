-- What the triggers would have written beside the leads: who holds them under which policy, and how they ended.
INSERT INTO lead_ownerships (lead_id, user_id, valid_from, protection_started_at, policy_id, mode, recorded_at)
SELECT id, user_id, created_at, created_at, protection_policy_for(created_at), 'REGISTERED', recorded_at FROM leads;

INSERT INTO lead_status_changes (lead_id, status, changed_at) SELECT id, status, status_at FROM leads WHERE status <> 'OPEN';
