-- Leads of the last two years, more of them before the peaks: asparagus (April to June, 3x), Oktoberfest (September,
-- 4x), Christmas (November and December, 5x). Invented companies; one in a hundred is called Müller.
WITH season AS (
    SELECT array_agg(share ORDER BY day) AS shares
    FROM (
        SELECT day, sum(weight) OVER (ORDER BY day) / sum(weight) OVER () AS share
        FROM (
            SELECT day, CASE WHEN extract(month FROM now() - make_interval(days => 730 - day)) IN (4, 5, 6) THEN 3
                             WHEN extract(month FROM now() - make_interval(days => 730 - day)) = 9 THEN 4
                             WHEN extract(month FROM now() - make_interval(days => 730 - day)) IN (11, 12) THEN 5
                             ELSE 1 END::float8 AS weight
            FROM generate_series(1, 730) day
        ) days
    ) cumulated
), words AS (
    SELECT ARRAY['Gasthaus', 'Restaurant', 'Hotel', 'Café', 'Bistro', 'Wirtshaus', 'Pizzeria', 'Catering', 'Kantine',
                 'Landgasthof', 'Brauhaus', 'Zum Hirschen', 'Zur Post', 'Feinkost'] AS kinds,
           ARRAY['Bach', 'Berg', 'Brunn', 'Eich', 'Feld', 'Fisch', 'Gold', 'Grün', 'Hohen', 'Kirch', 'Königs', 'Linden',
                 'Neu', 'Ober', 'Rosen', 'Schön', 'Stein', 'Tannen', 'Unter', 'Wald', 'Weiß', 'Wies'] AS firsts,
           ARRAY['auer', 'bauer', 'berger', 'egger', 'felder', 'gruber', 'hauser', 'hofer', 'huber', 'maier', 'mann',
                 'meister', 'moser', 'müller', 'reiter', 'richter', 'schmied', 'stätter', 'thaler', 'winkler'] AS seconds,
           ARRAY['', '', '', ' GmbH', ' GmbH & Co. KG', ' e.K.', ' OHG'] AS forms,
           ARRAY['Berlin', 'Hamburg', 'München', 'Köln', 'Frankfurt am Main', 'Stuttgart', 'Düsseldorf', 'Leipzig',
                 'Nürnberg', 'Münster', 'Würzburg', 'Görlitz', 'Lübeck', 'Weiden', 'Wien', 'Graz', 'Salzburg', 'Zürich',
                 'Genève', 'St. Gallen'] AS cities
)
INSERT INTO leads (id, user_id, created_at, company, street, postal_code, city, territory, source, external_id,
                   status, status_at, recorded_at)
SELECT lead.n, %(first_user)s + floor(random() * %(users)s)::int, lead.created_at, lead.company, 'Marktplatz 1',
       lpad(floor(random() * 90000 + 1000)::text, CASE WHEN place < 15 THEN 5 ELSE 4 END, '0'),
       words.cities[place], CASE WHEN place < 15 THEN 'DE' WHEN place < 18 THEN 'AT' ELSE 'CH' END,
       'bench', lead.n::text, lead.status,
       CASE WHEN lead.status <> 'OPEN' THEN lead.created_at + (now() - lead.created_at) * random() END, lead.created_at
FROM (
    SELECT n, place, status,
           least(now() - interval '5 minutes',
                 now() - make_interval(days => 730 - width_bucket(moment, season.shares), hours => 24)
                     + make_interval(secs => 86400 * random())) AS created_at,
           words.kinds[1 + floor(random() * 14)::int] || ' '
               || CASE WHEN name < 0.01 THEN 'Müller'
                       ELSE words.firsts[1 + floor(random() * 22)::int] || words.seconds[1 + floor(random() * 20)::int] END
               || words.forms[1 + floor(random() * 7)::int] AS company
    FROM (SELECT n, random() AS moment, random() AS name, 1 + floor(random() * 20)::int AS place,
                 CASE floor(random() * 25) WHEN 0 THEN 'WITHDRAWN' WHEN 1 THEN 'CONVERTED' WHEN 2 THEN 'CONVERTED'
                      ELSE 'OPEN' END AS status
          FROM generate_series(1, %(leads)s::int) n) drawn, words, season
) lead, words;

SELECT setval(pg_get_serial_sequence('leads', 'id'), %(leads)s);
