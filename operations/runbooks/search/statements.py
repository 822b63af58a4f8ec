"""What ranking asks the database, by indexes alone."""

# Which of the most promising versions have which concepts. An alternative of several stems needs all of them. Rare
# concepts count more (`counts`): PostgreSQL's own ts_rank does not know how rare a word is. Where a stem is in more
# versions than `strongest`, those that have it in their titles and keywords stand for it; of the others, what they have
# of it is counted once something else has brought them onto the shortlist.
PROMISING = """
WITH asked AS MATERIALIZED (
    SELECT *, count(*) OVER (PARTITION BY alternative) AS stems
    FROM unnest(%(concepts)s::int[], %(alternatives)s::int[], %(languages)s::text[], %(lexemes)s::text[],
                %(weights)s::float[])
        AS a(concept, alternative, language, lexeme, weight)),
spread AS (
    SELECT concept, max(runbooks) AS runbooks
    FROM (SELECT a.concept, min(w.runbooks) AS runbooks
          FROM asked a
          CROSS JOIN LATERAL (
              SELECT w.runbooks FROM runbook_words w WHERE w.language = a.language AND w.lexeme = a.lexeme LIMIT 1) w
          GROUP BY a.concept, a.alternative) known
    GROUP BY concept
    HAVING max(runbooks) > 0),
counts AS MATERIALIZED (
    SELECT p.concept, s.share * (1 - (1 - %(commonplace)s) * sqrt(least(1, p.runbooks / total.runbooks))) AS counts
    FROM spread p
    JOIN unnest(%(shares)s::float[]) WITH ORDINALITY AS s(share, number) ON s.number = p.concept + 1
    CROSS JOIN (SELECT greatest(count(*), 1)::float AS runbooks FROM runbooks) total),
shortlist AS MATERIALIZED (
    SELECT version_id
    FROM (SELECT a.concept, t.version_id, max(t.strength * a.weight / a.stems) AS strength
          FROM asked a
          CROSS JOIN LATERAL (
              SELECT t.version_id, t.strength FROM runbook_terms t
              WHERE t.language = a.language AND t.lexeme = a.lexeme
              ORDER BY t.strength DESC LIMIT %(strongest)s) t
          GROUP BY 1, 2) first
    JOIN counts USING (concept)
    GROUP BY version_id ORDER BY sum(strength * counts) DESC, version_id LIMIT %(shortlist)s),
hits AS MATERIALIZED (
    SELECT concept, version_id, max(strength) AS strength
    FROM (SELECT a.concept, s.version_id, min(t.strength) * min(a.weight) AS strength
          FROM shortlist s CROSS JOIN asked a
          -- One look-up for each; the planner would rather read every version that has the word.
          CROSS JOIN LATERAL (
              SELECT t.strength FROM runbook_terms t
              WHERE t.language = a.language AND t.lexeme = a.lexeme AND t.version_id = s.version_id OFFSET 0) t
          GROUP BY a.concept, a.alternative, a.stems, s.version_id
          HAVING count(*) = a.stems) met
    GROUP BY 1, 2),
promising AS (
    SELECT version_id FROM hits JOIN counts USING (concept)
    GROUP BY version_id ORDER BY sum(strength * counts) DESC, version_id LIMIT %(limit)s)
SELECT h.version_id, h.concept, h.strength, c.counts,
       ARRAY(SELECT t.lexeme FROM runbook_terms t
             WHERE t.language = '' AND t.lexeme = ANY (%(territories)s::text[]) AND t.version_id = h.version_id)
FROM hits h JOIN promising USING (version_id) JOIN counts c USING (concept)
"""

# The passages of these versions that have anything of what was asked, with what.
PASSAGES = """
SELECT p.version_id, p.language, p.kind, p.anchor, p.head, p.head_lexemes, array_agg(a.concept), array_agg(a.weight)
FROM runbook_passages p
JOIN unnest(%(concepts)s::int[], %(languages)s::text[], %(queries)s::text[]::tsquery[], %(weights)s::float[])
    AS a(concept, language, query, weight) ON a.language = p.language AND p.vector @@ a.query
WHERE p.version_id = ANY (%(versions)s)
GROUP BY p.id
"""
