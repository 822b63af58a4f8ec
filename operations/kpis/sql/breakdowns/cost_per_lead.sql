-- What a new lead cost in euros, by representative and by team: as cost_per_lead, over the whole time.
-- A lead belongs to who has it. A representative's team is the one of their latest cost that names one; what is spent
-- without a name or a team counts where neither is known (null, empty).
WITH team AS (
    SELECT DISTINCT ON (c.user_id) c.user_id, c.team
    FROM costs c
    WHERE c.user_id IS NOT NULL AND c.team <> '' AND c.starts_at < %(until)s AND c.voided_at IS NULL
    ORDER BY c.user_id, c.starts_at DESC, c.id DESC
), spent AS (
    SELECT user_id, team, sum(euros) AS euros
    FROM costs_between(ARRAY[%(since)s, %(until)s]::timestamptz[])
    WHERE territory = ANY (%(territories)s)
    GROUP BY 1, 2
), counted AS (
    SELECT l.user_id, count(*) AS counted
    FROM leads l
    WHERE l.created_at >= %(since)s AND l.created_at < %(until)s AND l.territory = ANY (%(territories)s)
    GROUP BY 1
), merged AS (
    SELECT s.user_id, coalesce(nullif(s.team, ''), t.team, '') AS team, s.euros, 0 AS counted
    FROM spent s LEFT JOIN team t USING (user_id)
    UNION ALL
    SELECT c.user_id, coalesce(t.team, ''), 0, c.counted
    FROM counted c LEFT JOIN team t USING (user_id)
)
SELECT grouping(team) = 1 AS by_user, user_id, team, coalesce(sum(euros), 0) AS euros, sum(counted)::bigint AS leads
FROM merged
GROUP BY GROUPING SETS ((user_id), (team))
ORDER BY by_user, euros DESC, leads DESC, user_id, team
