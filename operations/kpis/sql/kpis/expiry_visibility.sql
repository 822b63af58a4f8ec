-- The longest time in seconds from the end of a protection until it could be seen: recorded, with its event.
-- Of leads that were known here when it ended; what is entered later cannot be seen sooner.
WITH fact AS (
    SELECT width_bucket(f.expired_at, %(edges)s::timestamptz[]) AS bucket, f.territory,
           extract(epoch FROM f.recorded_at - f.expired_at) AS seconds
    FROM lead_expiries f
    JOIN leads l ON l.id = f.lead_id AND l.recorded_at < f.expired_at
    WHERE f.expired_at >= %(since)s AND f.expired_at < %(until)s AND f.territory = ANY (%(territories)s)
)
SELECT bucket, CASE grouping(territory) WHEN 1 THEN '' ELSE territory END AS territory,
       max(greatest(seconds, 0))::numeric AS value, count(*) AS population
FROM fact
GROUP BY GROUPING SETS ((bucket, territory), (bucket))
HAVING grouping(territory) = 1 OR territory <> ''
