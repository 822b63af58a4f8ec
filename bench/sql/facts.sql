-- Business facts of three years, evenly spread: of every 50, 20 samples, 15 orders, 10 uses of AI, 3 costs, 2 catering requests.
-- %(fifties)s fifties. Fact tables name no row twice, hence the numbers as references.
INSERT INTO fact_samples (source, external_id, territory, urgency, versions, corrected, void_reason, product_type, cause,
                          requested_at, processed_at, delivered_at, lost_at)
SELECT 'bench', n::text, t, 'NORMAL', '{}', '{}', '', '', '', at, at + interval '90 s',
       CASE WHEN n %% 50 <> 0 THEN at + interval '2 days' END, CASE WHEN n %% 50 = 0 THEN at + interval '2 days' END
FROM (SELECT n, (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3] AS t, now() - interval '3 years' * n / (%(fifties)s * 20) AS at
      FROM generate_series(1, %(fifties)s * 20) n) f;
INSERT INTO fact_orders (source, external_id, territory, versions, corrected, void_reason, placed_at, confirmed_at, amount, currency)
SELECT 'bench', n::text, (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3], '{}', '{}', '', at, at + n %% 300 * interval '1 s', 180, 'EUR'
FROM (SELECT n, now() - interval '3 years' * n / (%(fifties)s * 15) AS at FROM generate_series(1, %(fifties)s * 15) n) f;
INSERT INTO ai_usage (source, external_id, territory, versions, corrected, void_reason, used_at, provider, model, purpose, amount,
                      currency, confidence)
SELECT 'bench', n::text, (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3], '{}', '{}', '', now() - interval '3 years' * n / (%(fifties)s * 10),
       'p', 'm', (ARRAY['routing', 'summary', 'struggle-detection'])[1 + n %% 3], 0.02, 'EUR', (n %% 100) / 100.0
FROM generate_series(1, %(fifties)s * 10) n;
INSERT INTO costs (source, external_id, territory, versions, corrected, void_reason, kind, amount, currency, team, campaign, note,
                   starts_at, ends_at)
SELECT 'bench', n::text, (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3], '{}', '{}', '', 'SALES_TIME', 20, 'EUR', '', '', '',
       now() - interval '3 years' * n / (%(fifties)s * 3) - interval '1 day', now() - interval '3 years' * n / (%(fifties)s * 3)
FROM generate_series(1, %(fifties)s * 3) n;
INSERT INTO fact_catering (source, external_id, territory, versions, corrected, void_reason, answer, currency, asked_at, answered_at)
SELECT 'bench', n::text, (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3], '{}', '{}', '', '', '', at, at + n %% 120 * interval '1 min'
FROM (SELECT n, now() - interval '3 years' * n / (%(fifties)s * 2) AS at FROM generate_series(1, %(fifties)s * 2) n) f
