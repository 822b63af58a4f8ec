-- What AI cost, as a share of its budget; a time that is no whole month has its share of the month's budget.
-- In total: against the budget of all territories.
WITH bucket AS (
    SELECT n AS bucket, (%(edges)s::timestamptz[])[n] AS starts_at, (%(edges)s::timestamptz[])[n + 1] AS ends_at
    FROM generate_series(1, cardinality(%(edges)s::timestamptz[]) - 1) n
), budget AS (
    SELECT b.bucket, t.territory, sum(
        in_euros(a.amount, a.currency, (m.month AT TIME ZONE 'Europe/Berlin')::date)
        * extract(epoch FROM least(b.ends_at, m.next) - greatest(b.starts_at, m.month))
        / extract(epoch FROM m.next - m.month)
    ) AS euros
    FROM bucket b
    CROSS JOIN LATERAL (
        SELECT wall AT TIME ZONE 'Europe/Berlin' AS month,
               (wall + interval '1 month') AT TIME ZONE 'Europe/Berlin' AS next
        FROM generate_series(date_trunc('month', b.starts_at AT TIME ZONE 'Europe/Berlin'),
                             b.ends_at AT TIME ZONE 'Europe/Berlin' - interval '1 microsecond', '1 month') wall
    ) m
    CROSS JOIN unnest(%(territories)s::text[]) AS t (territory)
    CROSS JOIN LATERAL (
        SELECT amount, currency FROM ai_budgets
        WHERE territory = t.territory AND valid_from <= (m.month AT TIME ZONE 'Europe/Berlin')::date
        ORDER BY valid_from DESC LIMIT 1
    ) a
    GROUP BY 1, 2
), spent AS (
    SELECT bucket, territory, sum(euros) AS euros
    FROM costs_between(%(edges)s::timestamptz[]) WHERE kind = 'AI' GROUP BY 1, 2
)
SELECT g.bucket, g.territory, coalesce(sum(s.euros), 0) / g.euros AS value, 1::bigint AS population
FROM budget g
LEFT JOIN spent s ON s.bucket = g.bucket AND (s.territory = g.territory OR g.territory = '')
WHERE g.euros > 0
GROUP BY g.bucket, g.territory, g.euros
