"""Runbooks in the order in which they answer a question: by how much of what was asked they have, and where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from operations.runbooks.search.concepts import Concept

# The best of these are looked at passage by passage.
CLOSER_LOOK = 6
SHORTLIST = 15
STRONGEST = 40
# What the playbook of a territory is worth where the question does not name that territory: others come first.
ELSEWHERE = 0.8
# What a passage's text has, beside its line.
IN_TEXT = 0.8
# What a word counts that every runbook has; one that none has counts 1.
COMMONPLACE = 0.25

# Their names in stems, German and English.
TERRITORY_STEMS = {
    "DE": {"deutschland", "germani"}, "CH": {"schweiz", "switzerland"}, "AT": {"osterreich", "austria"}
}  # fmt: skip

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


@dataclass(slots=True)
class PassageHit:
    """A passage with what it has of the question: concept -> how nearly (0..1).

    `has`: how much of the question that is; what only its text has counts less. `alike`: how much the question and its
    line say the same.
    """

    language: str
    kind: str
    anchor: str
    head: str
    head_lexemes: frozenset[str]
    met: dict[int, float]
    has: float = 0.0
    alike: float = 0.0


@dataclass(slots=True)
class Ranked:
    """How a version answers a question, all 0..1 and comparable between questions.

    `covered`: how much of what was asked the runbook has; `together`: its best passage alone; `alike`: how much the
    question and one of its lines (title, keyword, symptom, step) say the same, and nothing else.
    """

    version_id: int
    covered: float
    together: float
    alike: float
    passages: list[PassageHit]

    def scaled(self, factor: float) -> "Ranked":
        """The same, worth less."""
        return replace(self, covered=self.covered * factor, together=self.together * factor, alike=self.alike * factor)


def rank(concepts: Sequence[Concept]) -> list[Ranked]:
    """The versions that have anything of a question, in no order."""
    promising = _promising(concepts)
    if not promising:
        return []
    weights = {number: concept.share for number, concept in enumerate(concepts)}
    hits: dict[int, dict[int, float]] = defaultdict(dict)
    territories: dict[int, set[str]] = {}
    for version, number, strength, counts, about in promising:
        hits[version][number] = strength
        weights[number] = counts
        territories[version] = set(about)
    passages, named = _passages(concepts, list(hits)), territories_named(concepts)
    ranked = [_ranked(version, met, passages[version], weights, concepts) for version, met in hits.items()]
    return [each if territories[each.version_id] <= named else each.scaled(ELSEWHERE) for each in ranked]


def territories_named(concepts: Sequence[Concept]) -> set[str]:
    """The territories whose names a question has, or words that mean the same ("Wien", "Swiss", "AT")."""
    stems = {
        stem for concept in concepts for alternative in concept.alternatives.values() for stem in alternative.lexemes
    }
    return {code for code, names in TERRITORY_STEMS.items() if names & stems}


def _ranked(
    version: int,
    met: dict[int, float],
    passages: list[PassageHit],
    weights: dict[int, float],
    concepts: Sequence[Concept],
) -> Ranked:
    whole = sum(weights.values())
    for passage in passages:
        _compare(passage, weights, whole, concepts)
    return Ranked(
        version,
        covered=sum(weights[each] * strength for each, strength in met.items()) / whole,
        together=max((passage.has for passage in passages), default=0.0),
        alike=max((passage.alike for passage in passages), default=0.0),
        passages=passages,
    )


def _compare(passage: PassageHit, weights: Mapping[int, float], whole: float, concepts: Sequence[Concept]) -> None:
    """Fill in `has` and `alike`: twice what the question and the passage's line share, of what both say."""
    has = shared = said = 0.0
    rest = set(passage.head_lexemes)
    for number, nearly in passage.met.items():
        fitting = [
            each
            for each in concepts[number].alternatives.values()
            if each.language == passage.language and passage.head_lexemes.issuperset(each.lexemes)
        ]
        has += weights[number] * nearly * (1.0 if fitting else IN_TEXT)
        if fitting:
            shared += weights[number] * max(each.weight for each in fitting)
            said += weights[number]
            rest.difference_update(*(each.lexemes for each in fitting))
    passage.has = has / whole
    passage.alike = 2 * shared / (whole + said + whole / len(weights) * len(rest))


def _promising(concepts: Sequence[Concept]) -> list[tuple[int, int, float, float, list[str]]]:
    columns: dict[str, list[Any]] = {
        each: [] for each in ("concepts", "alternatives", "languages", "lexemes", "weights")
    }
    alternatives = 0
    for number, concept in enumerate(concepts):
        for each in concept.alternatives.values():
            alternatives += 1
            for lexeme in each.lexemes:
                for name, value in zip(
                    columns, (number, alternatives, each.language, lexeme, each.weight), strict=True
                ):
                    columns[name].append(value)
    if not alternatives:
        return []
    shares = [concept.share for concept in concepts]
    with connection.cursor() as cursor:
        cursor.execute(
            PROMISING,
            {
                **columns,
                "shares": shares,
                "commonplace": COMMONPLACE,
                "strongest": STRONGEST,
                "shortlist": SHORTLIST,
                "limit": CLOSER_LOOK,
                "territories": list(TERRITORY_STEMS),
            },
        )
        return list(cursor.fetchall())


def _passages(concepts: Sequence[Concept], versions: Sequence[int]) -> dict[int, list[PassageHit]]:
    columns: dict[str, list[Any]] = {each: [] for each in ("concepts", "languages", "queries", "weights")}
    for number, concept in enumerate(concepts):
        for each in concept.alternatives.values():
            query = " & ".join(map(_quoted, each.lexemes))
            for name, value in zip(columns, (number, each.language, query, each.weight), strict=True):
                columns[name].append(value)
    found: dict[int, list[PassageHit]] = {version: [] for version in versions}
    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, {**columns, "versions": list(versions)})
        for version, language, kind, anchor, head, lexemes, numbers, weights in cursor.fetchall():
            met: dict[int, float] = {}
            for number, weight in zip(numbers, weights, strict=True):
                met[number] = max(met.get(number, 0.0), weight)
            found[version].append(PassageHit(language, kind, anchor, head, frozenset(lexemes), met))
    return found


def _quoted(lexeme: str) -> str:
    """A stem as a tsquery takes it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
