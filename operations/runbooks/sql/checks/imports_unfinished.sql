-- Imports that wait for a worker, are going on or were interrupted, the oldest first. A living worker tells its
-- progress at least every two minutes.
SELECT i.id AS import_id, i.state AS import_state,
       coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS imported_by, i.rows_done,
       i.rows_total, i.progress_at
FROM lead_imports i
LEFT JOIN users u ON u.id = i.user_id
WHERE i.state IN ('QUEUED', 'RUNNING', 'FAILED')
ORDER BY i.id
