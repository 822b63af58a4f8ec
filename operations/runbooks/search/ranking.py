"""Runbooks in the order in which they answer a question: by how much of what was asked they have, and where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from operations.runbooks.search.concepts import Concept

# The best of these are looked at passage by passage.
CLOSER_LOOK = 10
# What the playbook of a territory is worth where the question does not name that territory: others come first.
ELSEWHERE = 0.8
# What a word counts that every runbook has; one that none has counts 1.
COMMONPLACE = 0.25

# Their names in stems, German and English.
TERRITORY_STEMS = {
    "DE": {"deutschland", "germani"}, "CH": {"schweiz", "switzerland"}, "AT": {"osterreich", "austria"}
}  # fmt: skip

# Which versions have which concepts, of the most promising ones. An alternative of several stems needs all of them.
# Rare concepts count more (`counts`); PostgreSQL's own ts_rank does not know how rare a word is.
PROMISING = """
WITH asked AS (
    SELECT *, count(*) OVER (PARTITION BY alternative) AS stems
    FROM unnest(%(concepts)s::int[], %(alternatives)s::int[], %(languages)s::text[], %(lexemes)s::text[],
                %(weights)s::float[])
        AS a(concept, alternative, language, lexeme, weight)),
met AS (
    SELECT a.concept, t.version_id, min(t.strength) * min(a.weight) AS strength
    FROM asked a JOIN runbook_terms t ON t.language = a.language AND t.lexeme = a.lexeme
    GROUP BY a.concept, a.alternative, a.stems, t.version_id
    HAVING count(*) = a.stems),
hits AS (SELECT concept, version_id, max(strength) AS strength FROM met GROUP BY 1, 2),
counts AS (
    SELECT h.concept, h.share * (1 - (1 - %(commonplace)s) * sqrt(least(1, h.runbooks / total.runbooks))) AS counts
    FROM (SELECT concept, count(*)::float AS runbooks, min(s.share) AS share
          FROM hits JOIN unnest(%(shares)s::float[]) WITH ORDINALITY AS s(share, number) ON s.number = concept + 1
          GROUP BY 1) h
    CROSS JOIN (SELECT greatest(count(*), 1)::float AS runbooks FROM runbooks) total),
promising AS (
    SELECT version_id FROM hits JOIN counts USING (concept)
    GROUP BY version_id ORDER BY sum(strength * counts) DESC, version_id LIMIT %(limit)s)
SELECT h.version_id, h.concept, h.strength, c.counts
FROM hits h JOIN promising USING (version_id) JOIN counts c USING (concept)
"""

# The territory that a runbook is about, where it is about one.
TERRITORIES = """
SELECT v.id, territory FROM runbook_versions v, jsonb_array_elements_text(v.content -> 'territories') territory
WHERE v.id = ANY (%s)
"""

# The passages of these versions that have anything of what was asked, with what.
PASSAGES = """
SELECT p.version_id, p.id, p.language, p.kind, p.anchor, p.head, p.head_lexemes, a.concept, max(a.weight)
FROM unnest(%(concepts)s::int[], %(languages)s::text[], %(queries)s::text[], %(weights)s::float[])
    AS a(concept, language, query, weight)
JOIN runbook_passages p ON p.language = a.language AND p.vector @@ a.query::tsquery
WHERE p.version_id = ANY (%(versions)s)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


@dataclass(slots=True)
class PassageHit:
    """A passage with what it has of the question: concept -> how nearly (0..1)."""

    language: str
    kind: str
    anchor: str
    head: str
    head_lexemes: frozenset[str]
    met: dict[int, float]


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
    weights: dict[int, float]

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
    for version, number, strength, counts in promising:
        hits[version][number] = strength
        weights[number] = counts
    passages = _passages(concepts, list(hits))
    ranked = [_ranked(version, met, passages[version], weights, concepts) for version, met in hits.items()]
    named, territories = territories_named(concepts), _territories(list(hits))
    return [each if territories[each.version_id] <= named else each.scaled(ELSEWHERE) for each in ranked]


def territories_named(concepts: Sequence[Concept]) -> set[str]:
    """The territories whose names a question has, or words that mean the same ("Wien", "Swiss", "AT")."""
    stems = {
        stem for concept in concepts for alternative in concept.alternatives.values() for stem in alternative.lexemes
    }
    return {code for code, names in TERRITORY_STEMS.items() if names & stems}


def _territories(versions: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {version: set() for version in versions}
    with connection.cursor() as cursor:
        cursor.execute(TERRITORIES, [list(versions)])
        for version, territory in cursor.fetchall():
            found[version].add(territory)
    return found


def _ranked(
    version: int,
    met: dict[int, float],
    passages: Sequence[PassageHit],
    weights: dict[int, float],
    concepts: Sequence[Concept],
) -> Ranked:
    whole = sum(weights.values())
    together = max((sum(weights[each] * hit for each, hit in passage.met.items()) for passage in passages), default=0.0)
    return Ranked(
        version,
        covered=sum(weights[each] * strength for each, strength in met.items()) / whole,
        together=together / whole,
        alike=max((likeness(passage, weights, concepts) for passage in passages), default=0.0),
        passages=list(passages),
        weights=weights,
    )


def likeness(passage: PassageHit, weights: dict[int, float], concepts: Sequence[Concept]) -> float:
    """How much a question and the line of a passage say the same (0..1): twice what they share, of what both say."""
    if not passage.head_lexemes:
        return 0.0
    shared = said = 0.0
    rest = set(passage.head_lexemes)
    for number in passage.met:
        fitting = [
            each
            for each in concepts[number].alternatives.values()
            if each.language == passage.language and passage.head_lexemes.issuperset(each.lexemes)
        ]
        if fitting:
            best = max(fitting, key=lambda each: each.weight)
            shared += weights[number] * best.weight
            said += weights[number]
            rest -= {lexeme for each in fitting for lexeme in each.lexemes}
    whole = sum(weights.values())
    typical = whole / len(weights)
    return 2 * shared / (whole + said + typical * len(rest))


def _promising(concepts: Sequence[Concept]) -> list[tuple[int, int, float, float]]:
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
        cursor.execute(PROMISING, {**columns, "shares": shares, "commonplace": COMMONPLACE, "limit": CLOSER_LOOK})
        return list(cursor.fetchall())


def _passages(concepts: Sequence[Concept], versions: Sequence[int]) -> dict[int, list[PassageHit]]:
    columns: dict[str, list[Any]] = {each: [] for each in ("concepts", "languages", "queries", "weights")}
    for number, concept in enumerate(concepts):
        for each in concept.alternatives.values():
            query = " & ".join(map(_quoted, each.lexemes))
            for name, value in zip(columns, (number, each.language, query, each.weight), strict=True):
                columns[name].append(value)
    found: dict[int, dict[int, PassageHit]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, {**columns, "versions": list(versions)})
        for version, passage, language, kind, anchor, head, lexemes, concept, weight in cursor.fetchall():
            if passage not in found[version]:
                found[version][passage] = PassageHit(language, kind, anchor, head, frozenset(lexemes), {})
            found[version][passage].met[concept] = weight
    return {version: list(found[version].values()) for version in versions}


def _quoted(lexeme: str) -> str:
    """A stem as a tsquery takes it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
