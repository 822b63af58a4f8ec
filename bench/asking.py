"""Asking the help system: among a thousand runbooks, as a client of the API."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure, p95_below
from bench.measure import Sample, duration, timed
from bench.reading import rows
from bench.sizes import Size

HOME = Path(__file__).parents[1]
FILES = HOME / "docs" / "runbooks"
QUESTIONS = HOME / "tests" / "operations" / "runbooks" / "questions.json"
ANSWER = 0.050
CONFIDENCE = 0.020
# What a copy is about instead: words that the real ones have, and that make it another runbook.
SUBJECTS = (
    "catering", "sample", "invoice", "contract", "campaign", "warehouse", "courier", "tasting", "menu", "chef",
    "banquet", "asparagus", "truffle", "cheese", "wine", "bakery", "fish", "butcher", "harvest", "cellar",
)  # fmt: skip


def figures(size: Size) -> list[Figure]:
    """Questions of the tuning half, each time in another order, through the application's whole stack."""
    _publish(size.runbooks)
    ask = _client()
    questions = _questions()
    for question, language in questions:
        ask(question, language)
    answers, confidences = [], []
    for number in range(size.looks * 2):
        question, language = questions[number * 7 % len(questions)]
        answers.append(timed(lambda: ask(question, language)))  # noqa: B023  asked before the next one
        confidences.append(_seconds_to_be_sure(question, language))
    name = f"guided operations among {size.runbooks} runbooks"
    return [
        p95_below(f"{name}: an answer with five candidates", Sample(tuple(answers)), ANSWER),
        p95_below(f"{name}: ranked, with their confidence", Sample(tuple(confidences)), CONFIDENCE),
        _plan(questions),
    ]


def _publish(number: int) -> None:
    """The real runbooks, and variations of them under other names and about other subjects."""
    from django.utils import timezone

    from operations.runbooks.content.document import digest_of
    from operations.runbooks.models import Runbook, RunbookVersion, VersionState
    from operations.runbooks.services.indexing import rebuild_index

    contents = list(_varied(number))
    runbooks = Runbook.objects.bulk_create([Runbook(slug=content["slug"]) for content in contents])
    RunbookVersion.objects.bulk_create(
        RunbookVersion(
            runbook=runbook,
            number=1,
            state=VersionState.PUBLISHED,
            content=content,
            digest=digest_of(content),
            published_at=timezone.now(),
        )
        for runbook, content in zip(runbooks, contents, strict=True)
    )
    rebuild_index()
    _vacuum()


def _varied(number: int) -> Iterator[dict[str, Any]]:
    from operations.runbooks.content.files import parse_file

    real = [parse_file(path.read_text()) for path in sorted(FILES.glob("*.md"))]
    for copy in range(number):
        content = real[copy % len(real)]
        if copy < len(real):
            yield content
            continue
        subject = f"{SUBJECTS[copy % len(SUBJECTS)]}{copy}"
        # Another subject in place of a lead, everywhere; what is left makes it as hard to tell from others as may be.
        text = re.sub(r"\b[Ll]eads?\b", subject, json.dumps(content, ensure_ascii=False))
        varied: dict[str, Any] = json.loads(text)
        varied["slug"] = f"{content['slug']}-{copy}"
        yield varied


def _questions() -> list[tuple[str, str]]:
    asked = json.loads(QUESTIONS.read_text())
    return [(each["q"], each["lang"]) for each in asked if each["half"] == "tuning"]


def _client() -> Any:
    from django.test import Client, override_settings

    from core.services.tokens import issue_service_token

    issued = issue_service_token(username="bench-help", groups=["help"], territories=["DE"], lifetime=timedelta(days=1))
    client = Client(headers={"authorization": f"Token {issued.token}"})

    def ask(question: str, language: str) -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            answer = client.get("/api/v1/guided-operations/", {"q": question, "lang": language})
        if answer.status_code != 200:
            raise RuntimeError(answer.content[:300])

    return ask


def _seconds_to_be_sure(question: str, language: str) -> float:
    from operations.runbooks.search.asking import rank_question

    return timed(lambda: rank_question(question, language))


def _plan(questions: list[tuple[str, str]]) -> Figure:
    """Tables that the search reads whole, over all questions."""
    from django.db import connection

    from operations.runbooks.search.asking import rank_question

    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for question, language in questions:
            rank_question(question, language)
    scanned: set[str] = set()
    slowest = 0.0
    for sql, params in asked:
        ((plan,),) = (found[0] for found in rows(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params))
        scanned |= set(_scanned(plan["Plan"]))
        slowest = max(slowest, plan["Execution Time"] / 1000)
    large = scanned & {"runbook_terms", "runbook_passages", "runbook_words"}
    verdict = "index look-ups" if not large else f"reads all of {', '.join(sorted(large))}"
    return Figure(
        "the same: what the search query reads", f"slowest {duration(slowest)}", "–", verdict, slowest, not large
    )


def _scanned(node: dict[str, Any]) -> list[str]:
    whole = [str(node["Relation Name"])] if node["Node Type"] == "Seq Scan" else []
    return whole + [found for child in node.get("Plans", []) for found in _scanned(child)]


def _vacuum() -> None:
    from bench.house import owner

    with owner() as session:
        for table in (
            "runbook_terms",
            "runbook_passages",
            "runbook_words",
            "runbook_synonym_forms",
            "runbook_versions",
        ):
            session.execute(f"VACUUM ANALYZE {table}")
