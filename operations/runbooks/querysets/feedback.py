"""What people say about runbooks: how often they help, and which often do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import BigIntegerField, Case, Count, F, Q, When
from django.utils import timezone

from operations.runbooks.models import RunbookVersion, StepFeedback

# One angry afternoon is no pattern.
LEAST_ANSWERS = 5
OFTEN = 0.4
LOOKED_AT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """A current version that often did not help: of so many people, so many said no."""

    version: RunbookVersion
    answers: int
    unhelpful: int

    @property
    def share(self) -> float:
        """Of all who answered, those who said no; 0 to 1."""
        return self.unhelpful / self.answers


@dataclass(frozen=True, slots=True)
class Figures:
    """How many answers there ever were, by whether it helped; and the share (0 to 1) of late that did, if any came."""

    totals: Mapping[bool, int]
    success_rate: float | None


FIGURES = """
SELECT
    coalesce(sum(answers) FILTER (WHERE helped), 0)::bigint,
    coalesce(sum(answers) FILTER (WHERE NOT helped), 0)::bigint,
    (SELECT avg(helped::int)::float8 FROM runbook_feedback WHERE recorded_at > now() - make_interval(days => %s))
FROM runbook_feedback_totals
"""


def feedback_figures(days: int = LOOKED_AT_DAYS) -> Figures:
    """What was ever answered to "Did this help?", and the success rate of the last so many days. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [days])
        helped, unhelpful, rate = cursor.fetchone()
    return Figures({True: helped, False: unhelpful}, rate)


def often_unhelpful(days: int = LOOKED_AT_DAYS) -> Sequence[Unhelpful]:
    """Runbooks of whose current version `LEAST_ANSWERS` people said something in that time, `OFTEN` of them a no; the
    worst first.

    A person counts once, however much they said, and as a no where any of it was one. A system speaks for many people:
    each of its answers counts. A new version begins anew: whoever has mended a runbook is done with it.
    """
    # Numbers that no person has stand for the answers of systems.
    person = Case(
        When(given_by__is_service=True, then=-F("pk")), default=F("given_by_id"), output_field=BigIntegerField()
    )
    counted = (
        StepFeedback.objects.filter(recorded_at__gt=timezone.now() - timedelta(days=days))
        .order_by()
        .values("version_id")
        .annotate(answers=Count(person, distinct=True), unhelpful=Count(person, distinct=True, filter=Q(helped=False)))
        .filter(answers__gte=LEAST_ANSWERS)
    )
    counts = {row["version_id"]: (row["answers"], row["unhelpful"]) for row in counted}
    found = [
        Unhelpful(version, *counts[version.pk]) for version in RunbookVersion.objects.current().filter(pk__in=counts)
    ]
    often = [each for each in found if each.share >= OFTEN]
    return sorted(often, key=lambda each: (-each.share, -each.answers, each.version.runbook.slug))
