-- How far the performance of a territory is from the mean of the others, as a share (0.2: 20 % better or worse).
-- Performance: orders for each new lead. Of all territories: the widest.
WITH counted AS (
    SELECT width_bucket(l.created_at, %(edges)s::timestamptz[]) AS bucket, l.territory, count(*) AS leads, 0 AS orders
    FROM leads l
    WHERE l.created_at >= %(since)s AND l.created_at < %(until)s
    GROUP BY 1, 2
    UNION ALL
    SELECT width_bucket(o.placed_at, %(edges)s::timestamptz[]), o.territory, 0, count(*)
    FROM fact_orders o
    WHERE o.placed_at >= %(since)s AND o.placed_at < %(until)s AND o.territory <> '' AND o.voided_at IS NULL
    GROUP BY 1, 2
), performance AS (
    SELECT bucket, territory, sum(orders) / nullif(sum(leads), 0) AS ratio, sum(leads)::bigint AS leads
    FROM counted GROUP BY 1, 2
), divergence AS (
    SELECT p.bucket, p.territory, p.leads,
           abs(p.ratio / nullif((SELECT avg(o.ratio) FROM performance o
                                 WHERE o.bucket = p.bucket AND o.territory <> p.territory), 0) - 1) AS value
    FROM performance p
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       max(value)::numeric AS value, sum(leads)::bigint AS population
FROM divergence
WHERE territory = ANY (%(territories)s)
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
