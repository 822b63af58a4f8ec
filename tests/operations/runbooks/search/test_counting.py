"""Questions are counted and not kept."""

import pytest
from django.db import connection
from prometheus_client.registry import Metric

from operations.runbooks.models import QuestionTotal
from operations.runbooks.search.asking import ask
from operations.runbooks.search.metrics import questions
from operations.runbooks.services.questions import record_question

pytestmark = pytest.mark.django_db


def families() -> dict[str, Metric]:
    return {family.name: family for family in questions()}


def test_questions_are_counted_by_language_and_outcome(library: None) -> None:
    ask(question="Erinnerung", language="de")
    ask(question="Urlaubsantrag", language="de")
    ask(question="trombone", language="en")
    counted = {
        tuple(sample.labels.values()): sample.value
        for sample in families()["freshops_help_questions"].samples
        if sample.value
    }
    assert counted == {("de", "matched"): 1, ("de", "unmatched"): 1, ("en", "unmatched"): 1}


def test_the_time_is_a_histogram() -> None:
    for seconds in (0.004, 0.02, 0.021, 3.0):
        record_question(language="de", matched=True, seconds=seconds)
    samples = families()["freshops_help_confidence_seconds"].samples
    below = {sample.labels["le"]: sample.value for sample in samples if sample.name.endswith("_bucket")}
    assert (below["0.005"], below["0.02"], below["0.03"], below["1.0"], below["+Inf"]) == (1, 2, 3, 3, 4)
    assert next(each.value for each in samples if each.name.endswith("_sum")) == pytest.approx(3.045)


def test_nothing_of_what_was_asked_is_kept(library: None) -> None:
    ask(question="Erinnerung an Frau Geheimnisvoll", language="de")
    (total,) = QuestionTotal.objects.values()
    assert set(total) == {"id", "language", "outcome", "bound", "questions", "seconds"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM runbook_words WHERE word = 'geheimnisvoll'")
        assert cursor.fetchone() == (0,)
