"""Whether runbooks help, in figures."""

from datetime import timedelta
from math import isnan

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from core.walltime import berlin_wall
from operations.runbooks.models import RunbookVersion, StepFeedback
from operations.runbooks.querysets.feedback import feedback_figures, often_unhelpful
from operations.runbooks.services.feedback import record_feedback
from tests.factories import UserFactory
from tests.operations.runbooks.documents import both, publish, step

pytestmark = pytest.mark.django_db


def answer(version: RunbookVersion, answers: str, days_ago: int = 0) -> None:
    """One answer for each letter, y or n, each by somebody else."""
    for each in answers:
        person = UserFactory.create()
        kept = record_feedback(version=version, anchor="", helped=each == "y", actor=person, source="api")
        StepFeedback.objects.filter(pk=kept.pk).update(recorded_at=timezone.now() - timedelta(days=days_ago))


def metric(name: str, **labels: str) -> float:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    value = registry.get_sample_value(name, labels)
    assert value is not None
    return value


def day(offset: int) -> str:
    """A date so many days from today in Berlin."""
    return (berlin_wall(timezone.now()).date() + timedelta(days=offset)).isoformat()


def test_the_success_rate_is_the_share_that_helped() -> None:
    answer(publish(), "yyyn")
    assert feedback_figures(days=30).success_rate == 0.75


def test_the_success_rate_forgets_what_is_long_ago() -> None:
    version = publish()
    answer(version, "nnnn", days_ago=31)
    answer(version, "y")
    assert feedback_figures(days=30).success_rate == 1.0


def test_without_answers_there_is_no_success_rate() -> None:
    assert feedback_figures(days=30).success_rate is None


def test_often_unhelpful_is_the_worst_first() -> None:
    answer(publish("good"), "yyyyy")
    answer(publish("bad"), "nnnyy")
    answer(publish("worse"), "nnnnn")
    found = [(each.version.reference, each.unhelpful, each.share) for each in often_unhelpful()]
    assert found == [("worse@1", 5, 1.0), ("bad@1", 3, 0.6)]


def test_a_few_answers_make_no_pattern() -> None:
    answer(publish(), "nnnn")
    assert often_unhelpful() == []


def test_one_person_makes_no_pattern() -> None:
    version, person = publish(steps=[step(f"s-{number}") for number in range(6)]), UserFactory.create()
    for number in range(6):
        for source in ("admin", "api"):
            record_feedback(version=version, anchor=f"s-{number}", helped=False, actor=person, source=source)
    assert often_unhelpful() == []
    answer(version, "nnyy")
    (found,) = often_unhelpful()
    assert (found.answers, found.unhelpful) == (5, 3)


def test_the_help_system_speaks_for_many() -> None:
    version, service = publish(), UserFactory.create(is_service=True)
    for _number in range(5):
        record_feedback(version=version, anchor="", helped=False, actor=service, source="api")
    (found,) = often_unhelpful()
    assert (found.answers, found.unhelpful) == (5, 5)


def test_a_new_version_begins_anew() -> None:
    answer(publish(), "nnnnn")
    publish(summary=both("The coffee machine is out of order: mended."))
    assert often_unhelpful() == []


def test_past_review_is_what_was_due_before_today() -> None:
    for name, offset in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        publish(name, review_due=day(offset))
    assert [each.runbook.slug for each in RunbookVersion.objects.current().past_review()] == ["yesterday"]


def test_a_new_version_with_a_later_date_is_no_longer_past_review() -> None:
    publish(review_due=day(-1))
    publish(review_due=day(100))
    assert not RunbookVersion.objects.current().past_review().exists()


def test_the_metrics_before_anybody_answered() -> None:
    assert metric("freshops_help_feedback_total", helped="yes") == 0
    assert metric("freshops_help_feedback_total", helped="no") == 0
    assert isnan(metric("freshops_help_success_rate"))
    assert metric("freshops_runbooks_past_review") == 0


def test_the_metrics_tell_what_was_answered_and_what_is_past_review() -> None:
    answer(publish(review_due=day(-1)), "yyyn")
    assert metric("freshops_help_feedback_total", helped="yes") == 3
    assert metric("freshops_help_feedback_total", helped="no") == 1
    assert metric("freshops_help_success_rate") == 0.75
    assert metric("freshops_runbooks_past_review") == 1


def test_the_total_never_falls() -> None:
    answer(publish(), "yy")
    StepFeedback.objects.all().delete()
    assert metric("freshops_help_feedback_total", helped="yes") == 2
