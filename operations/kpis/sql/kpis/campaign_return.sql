-- What campaigns brought for each euro they cost, less that euro (0.5: half as much again came back).
-- A campaign brings the orders of leads that came in while it ran, in its territory; it costs what is entered for it, an
-- amount or hours at the team's rate. An order that several campaigns brought counts once in each figure: once in a
-- territory's, and once in the total. Campaigns that cost nothing are left out, with what they brought.
WITH campaign AS MATERIALIZED (
    SELECT width_bucket(f.started_at, %(edges)s::timestamptz[]) AS bucket, f.territory, f.started_at,
           coalesce(f.ended_at, f.ends_at, %(now)s) AS ended_at,
           (SELECT sum(coalesce(in_euros(k.amount, k.currency, (k.starts_at AT TIME ZONE 'Europe/Berlin')::date),
                                k.hours * hour_in_euros(k.team, (k.starts_at AT TIME ZONE 'Europe/Berlin')::date)))
            FROM costs k WHERE k.campaign = f.external_id AND k.voided_at IS NULL) AS cost
    FROM fact_campaigns f
    WHERE f.started_at >= %(since)s AND f.started_at < %(until)s AND f.territory = ANY (%(territories)s)
      AND f.voided_at IS NULL
), brought AS (
    SELECT DISTINCT c.bucket, c.territory, o.id,
           in_euros(o.amount, o.currency, (o.placed_at AT TIME ZONE 'Europe/Berlin')::date) AS euros
    FROM campaign c
    JOIN leads l ON l.created_at >= c.started_at AND l.created_at < c.ended_at
                AND (c.territory = '' OR l.territory = c.territory)
    JOIN fact_orders o ON o.lead_id = l.id AND o.placed_at >= c.started_at AND o.voided_at IS NULL
    WHERE c.cost > 0
), income AS (
    SELECT bucket, territory, sum(euros) AS euros FROM brought WHERE territory <> '' GROUP BY 1, 2
    UNION ALL
    SELECT bucket, '', sum(euros) FROM (SELECT DISTINCT bucket, id, euros FROM brought) AS once GROUP BY 1
), spent AS (
    SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
           sum(cost) FILTER (WHERE cost > 0) AS euros, count(*) FILTER (WHERE cost > 0) AS campaigns
    FROM campaign
    GROUP BY GROUPING SETS ((bucket, territory), (bucket))
    HAVING grouping(territory) = 1 OR territory <> ''
)
SELECT s.bucket, s.territory, coalesce(i.euros, 0) / s.euros - 1 AS value, s.campaigns AS population
FROM spent s LEFT JOIN income i ON i.bucket = s.bucket AND i.territory = s.territory
