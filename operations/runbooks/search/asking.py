"""Asking: a question in, the runbooks that answer it out, with how sure that is."""

from dataclasses import dataclass
from time import perf_counter

from operations.runbooks.alerts import ALERTS, Alert
from operations.runbooks.models import RunbookVersion
from operations.runbooks.search.concepts import concepts_of
from operations.runbooks.search.confidence import CERTAIN, MATCHED_FROM, confidence_of
from operations.runbooks.search.ranking import Ranked, rank
from operations.runbooks.search.wording import folded, words_in
from operations.runbooks.services.questions import record_question

# A step is named only where it fits about as well as the runbook's best line does; "reminder" alone is about all of it.
ANCHORED_FROM = 0.8
HIGHLIGHTS = 3
LONGEST_QUESTION = 300  # characters: who has more to say says what matters first


@dataclass(frozen=True, slots=True)
class Highlight:
    """A line of a runbook that fits a question, and where it is; without an anchor it is about the whole runbook."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A current version that may answer. `anchor`: the step, trouble or scenario to begin with; empty: at its top."""

    version: RunbookVersion
    confidence: float
    anchor: str
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates, best first. Not `matched`: nothing answers the question, and these are merely nearest to it."""

    matched: bool
    confidence: float
    candidates: list[Candidate]


def ask(*, question: str, language: str, limit: int = 5) -> Answer:
    """What answers a question in `language` (de, en), at most `limit` candidates.

    `confidence` is that of the first candidate, 0.0 without any. The question is counted, with how long it took to be
    sure; it is not kept.
    """
    started = perf_counter()
    found = rank_question(question, language)[:limit]
    confidence = found[0].confidence if found else 0.0
    matched = confidence >= MATCHED_FROM
    record_question(language=language, matched=matched, seconds=perf_counter() - started)
    versions = RunbookVersion.objects.select_related("runbook").in_bulk([each.version_id for each in found])
    candidates = [Candidate(versions[each.version_id], each.confidence, each.anchor, each.highlights) for each in found]
    return Answer(matched, confidence, candidates)


def alert_named(question: str) -> Alert | None:
    """The alert whose name is in a question as one word, or is all of it: "OutboxLagHigh", "outbox lag high"."""
    words = words_in(question)
    spoken = {*words, "".join(words)}
    return next((alert for name, alert in ALERTS.items() if folded(name) in spoken), None)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate whose version has not been loaded."""

    version_id: int
    confidence: float
    anchor: str
    highlights: tuple[Highlight, ...]


def rank_question(question: str, language: str) -> list[Found]:
    """What may answer a question, best first: all of `ask` but counting it and loading versions."""
    concepts = concepts_of(question, language)
    found = [Found(ranked.version_id, confidence_of(ranked), *_where(ranked, language)) for ranked in rank(concepts)]
    found.sort(key=lambda each: (-each.confidence, each.version_id))
    alert = alert_named(question)
    return found if alert is None else _landing_first(alert, found)


def _landing_first(alert: Alert, found: list[Found]) -> list[Found]:
    """Where an alert leads comes first, whatever its words are like."""
    current = RunbookVersion.objects.current().filter(runbook__slug=alert.runbook)
    landing = current.values_list("pk", flat=True).first()
    if landing is None:
        return found
    highlights = next((each.highlights for each in found if each.version_id == landing), ())
    return [
        Found(landing, CERTAIN, alert.step, highlights),
        *(each for each in found if each.version_id != landing),
    ]


def _where(ranked: Ranked, language: str) -> tuple[str, tuple[Highlight, ...]]:
    """The anchor to begin with, and the lines that fit, best first."""
    worths = sorted(((each.has + each.alike, each) for each in ranked.passages), key=lambda pair: -pair[0])
    anchor = next((each.anchor for value, each in worths if each.anchor and value >= ANCHORED_FROM * worths[0][0]), "")
    lines = [Highlight(each.anchor, each.head) for _, each in worths if each.head and each.language == language]
    return anchor, tuple(dict.fromkeys(lines))[:HIGHLIGHTS]
