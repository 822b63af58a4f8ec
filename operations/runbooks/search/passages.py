"""A runbook cut into passages: what may answer by itself, each with the weights of its texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from operations.runbooks.content.document import LANGUAGES, Content, text_in
from operations.runbooks.models import PassageKind
from operations.runbooks.search.wording import apart, prose_of


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage before PostgreSQL makes stems of it. `texts`: weight (A, the heaviest, to D) -> text.

    `head`: the line that people read, and that a question may resemble as a whole; empty: it has none.
    """

    language: str
    kind: PassageKind
    anchor: str
    head: str
    texts: dict[str, str]


def passages_of(content: Content) -> Iterator[PassageText]:
    """The passages of a document in both languages. Title and keywords weigh A, summary and symptoms B, the titles of
    steps and scenarios C, everything else D."""
    for language in LANGUAGES:
        yield from _passages(text_in(language, content), language)


def _passages(said: dict[str, Any], language: str) -> Iterator[PassageText]:
    def passage(kind: PassageKind, head: str, anchor: str = "", **texts: str) -> PassageText:
        return PassageText(language, kind, anchor, head, texts)

    yield passage(PassageKind.TITLE, said["title"], A=said["title"])
    for keyword in said["keywords"]:
        yield passage(PassageKind.KEYWORD, keyword, A=keyword)
    for alert in said["alerts"]:
        yield passage(PassageKind.KEYWORD, alert, A=f"{alert} {apart(alert)}")
    yield passage(PassageKind.SUMMARY, "", B=said["summary"])
    for step in said["steps"]:
        text = prose_of(f"{step['text']}\n{step['expected']}\n{step.get('command', '')}")
        yield passage(PassageKind.STEP, step["title"], step["id"], C=step["title"], D=text)
    for trouble in said["troubleshooting"]:
        text = prose_of(f"{trouble['cause']}\n{trouble['fix']}")
        yield passage(PassageKind.TROUBLE, trouble["symptom"], trouble["id"], B=trouble["symptom"], D=text)
    for scenario in said["failure_scenarios"]:
        text = prose_of(f"{scenario['impact']}\n{scenario['response']}")
        yield passage(PassageKind.SCENARIO, scenario["title"], scenario["id"], C=scenario["title"], D=text)
    background = [said["context"], said["routine"], *(rung["when"] for rung in said["escalation"])]
    names = " ".join(f"{kpi['name']} {kpi['target']}" for kpi in said["kpis"])
    yield passage(PassageKind.BACKGROUND, "", D=prose_of("\n".join([*background, names])))
