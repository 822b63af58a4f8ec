-- Money in euros, and what a time cost.

-- An amount in euros, at the rate of a day; NULL where there is no rate.
CREATE FUNCTION in_euros(amount numeric, currency text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE RETURN CASE currency
    WHEN 'EUR' THEN amount
    ELSE amount * (SELECT r.euros FROM exchange_rates r
                   WHERE r.currency = in_euros.currency AND r.valid_from <= on_day
                   ORDER BY r.valid_from DESC LIMIT 1)
END;

-- What an hour of sales time cost in euros on a day: of the team, or else of any.
CREATE FUNCTION hour_in_euros(of_team text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE RETURN (
    SELECT in_euros(r.amount, r.currency, on_day) FROM hourly_rates r
    WHERE r.team IN (of_team, '') AND r.valid_from <= on_day
    ORDER BY r.team = of_team DESC, r.valid_from DESC LIMIT 1);

-- Costs in euros by bucket: `edges` in order, bucket n lies between edge n and n + 1. A cost spreads evenly over its time;
-- the use of AI costs when it happens.
CREATE FUNCTION costs_between(edges timestamptz[]) RETURNS TABLE (
    bucket int, territory text, kind text, user_id bigint, team text, campaign text, euros numeric
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH bucket AS MATERIALIZED (
        SELECT n, edges[n] AS starts_at, edges[n + 1] AS ends_at FROM generate_series(1, cardinality(edges) - 1) n
    )
    SELECT b.n, c.territory, c.kind, c.user_id, c.team, c.campaign,
           coalesce(in_euros(c.amount, c.currency, (c.starts_at AT TIME ZONE 'Europe/Berlin')::date),
                    c.hours * hour_in_euros(c.team, (c.starts_at AT TIME ZONE 'Europe/Berlin')::date))
           * extract(epoch FROM least(c.ends_at, b.ends_at) - greatest(c.starts_at, b.starts_at))
           / extract(epoch FROM c.ends_at - c.starts_at)
    FROM bucket b
    JOIN costs c ON c.starts_at < b.ends_at AND c.ends_at > b.starts_at AND c.voided_at IS NULL
    UNION ALL
    SELECT width_bucket(u.used_at, edges), u.territory, 'AI', u.user_id, '', '',
           sum(in_euros(u.amount, u.currency, (u.used_at AT TIME ZONE 'Europe/Berlin')::date))
    FROM ai_usage u
    WHERE u.used_at >= edges[1] AND u.used_at < edges[cardinality(edges)] AND u.voided_at IS NULL AND u.amount IS NOT NULL
    GROUP BY 1, 2, 4
$$;

-- The rate of value-added tax of a territory on a day, as a share; NULL before the first.
CREATE FUNCTION vat_rate(of_territory text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE RETURN (
    SELECT v.rate FROM vat_rates v WHERE v.territory = of_territory AND v.valid_from <= on_day
    ORDER BY v.valid_from DESC LIMIT 1);
