-- The representatives, and nobody else: %(users)s of them, spread over the territories as the leads are.
INSERT INTO users (username, email, first_name, last_name, password, is_superuser, is_staff, is_active, date_joined, territories)
SELECT format('rep-%%s', n), format('rep-%%s@example.com', n), 'Vertretung', n::text, '!', false, false, true, now(),
       ARRAY[CASE WHEN n %% 100 < 70 THEN 'DE' WHEN n %% 100 < 87 THEN 'AT' ELSE 'CH' END]
FROM generate_series(1, %(users)s::int) n
