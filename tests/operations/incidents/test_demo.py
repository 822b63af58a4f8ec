"""The demo's rota: somebody is there for everything."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from leads.demo.people import create_people
from operations.incidents.demo.rota import seed_rota
from operations.incidents.models import Finding, OnCallShift
from operations.incidents.rota import people_for
from operations.incidents.services.auditing import findings
from operations.runbooks.models import Contact
from operations.runbooks.responsibilities import Responsibility

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff() -> None:
    """The people of the demo."""
    create_people()


def _uncovered() -> list[str]:
    return [found.concerns for found in findings() if found.finding == Finding.ROTA_EMPTY]


def test_somebody_is_reached_for_everything() -> None:
    assert len(_uncovered()) == len(Responsibility.values)
    told = StringIO()
    call_command("seed_demo_rota", stdout=told)
    assert _uncovered() == []
    assert "16 shifts" in told.getvalue()


def test_for_weeks_without_a_gap() -> None:
    now = datetime.now(UTC)
    seed_rota(now=now)
    for week in range(7):
        for responsibility in ("operations-on-call", "engineering-on-call"):
            (person,) = people_for(responsibility, now + timedelta(weeks=week))
            assert person.on_call


def test_where_somebody_has_planned_or_entered_something_it_is_left_alone() -> None:
    Contact.objects.create(role="legal", name="Kanzlei", phone="+49 30 23125 900")
    assert seed_rota(now=datetime.now(UTC)) == 0
    assert not OnCallShift.objects.exists()


def test_without_people_there_is_no_rota(django_user_model: type) -> None:
    django_user_model.objects.all().delete()  # type: ignore[attr-defined]
    assert seed_rota(now=datetime.now(UTC)) == 0
    assert not Contact.objects.exists()
