"""Runbooks in the order in which they answer a question: by how much of what was asked they have, and where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from operations.runbooks.content.document import LANGUAGES
from operations.runbooks.search.concepts import Concept
from operations.runbooks.search.statements import PASSAGES, PROMISING

# The best of these are looked at passage by passage.
CLOSER_LOOK = 5
SHORTLIST = 8
STRONGEST = 15
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


# Language -> for each concept its alternatives, as stems and weight.
_Meanings = dict[str, list[list[tuple[tuple[str, ...], float]]]]


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
    meanings = {
        language: [
            [(each.lexemes, each.weight) for each in concept.alternatives.values() if each.language == language]
            for concept in concepts
        ]
        for language in LANGUAGES
    }
    ranked = [_ranked(version, met, passages[version], weights, meanings) for version, met in hits.items()]
    return [each if territories[each.version_id] <= named else each.scaled(ELSEWHERE) for each in ranked]


def territories_named(concepts: Sequence[Concept]) -> set[str]:
    """The territories whose names a question has, or words that mean the same ("Wien", "Swiss", "AT")."""
    stems = {
        stem for concept in concepts for alternative in concept.alternatives.values() for stem in alternative.lexemes
    }
    return {code for code, names in TERRITORY_STEMS.items() if names & stems}


def _ranked(
    version: int, met: dict[int, float], passages: list[PassageHit], weights: dict[int, float], meanings: _Meanings
) -> Ranked:
    whole = sum(weights.values())
    for passage in passages:
        _compare(passage, weights, whole, meanings[passage.language])
    return Ranked(
        version,
        covered=sum(weights[each] * strength for each, strength in met.items()) / whole,
        together=max((passage.has for passage in passages), default=0.0),
        alike=max((passage.alike for passage in passages), default=0.0),
        passages=passages,
    )


def _compare(
    passage: PassageHit,
    weights: Mapping[int, float],
    whole: float,
    meanings: Sequence[Sequence[tuple[tuple[str, ...], float]]],
) -> None:
    """Fill in `has` and `alike`: twice what the question and the passage's line share, of what both say."""
    has = shared = said = 0.0
    head, rest = passage.head_lexemes, set(passage.head_lexemes)
    for number, nearly in passage.met.items():
        best = 0.0
        for lexemes, weight in meanings[number]:
            if lexemes[0] in head and head.issuperset(lexemes):
                best = max(best, weight)
                rest.difference_update(lexemes)
        has += weights[number] * nearly * (1.0 if best else IN_TEXT)
        if best:
            shared += weights[number] * best
            said += weights[number]
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
