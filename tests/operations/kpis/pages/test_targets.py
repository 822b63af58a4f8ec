"""Targets are set and corrected in the admin, with a reason that stays."""

from datetime import date
from decimal import Decimal

import pytest

from operations.kpis.models import KpiTarget
from tests.leads.admin.desk import Desk
from tests.leads.admin.doors import ADMINISTRATOR, EVERYONE, FROM_ADMINISTRATOR, FROM_LEAD
from tests.operations.kpis.desks import desk

pytestmark = pytest.mark.django_db

LIST = "/admin/kpis/kpitarget/"
SENT = {
    "kpi": "sample_success",
    "territory": "CH",
    "season": "peak",
    "valid_from": "2026-12-01",
    "target": "0.82",
    "why": "New courier",
}


@pytest.fixture
def boss() -> Desk:
    return desk(ADMINISTRATOR, first_name="Anna", last_name="Huber")


def first() -> KpiTarget:
    return KpiTarget.objects.get(kpi="sample_success", season="")


def page_of(target: KpiTarget, part: str = "change") -> str:
    return f"{LIST}{target.pk}/{part}/"


def test_a_new_target_counts_from_its_day_and_keeps_who_and_why(boss: Desk) -> None:
    assert boss.post(f"{LIST}add/", SENT).status == 302

    row = KpiTarget.objects.get(territory="CH", kpi="sample_success")
    assert (row.season, row.valid_from, row.target) == ("peak", date(2026, 12, 1), Decimal("0.82"))
    (change,) = boss.get(page_of(row, "history")).table("changes")
    assert change[1:] == ["Anna Huber", "at least 82 %", "Switzerland", "any peak season", "1 Dec 2026", "New courier"]


def test_a_correction_keeps_both(boss: Desk) -> None:
    row = first()
    sent = {**SENT, "territory": "", "season": "", "valid_from": "2020-01-01", "target": "0.9"}
    assert boss.post(page_of(row), sent).status == 302

    assert first().target == Decimal("0.9")
    changes = boss.get(page_of(row, "history")).table("changes")
    assert [each[2] for each in changes] == ["at least 90 %", "at least 85 %"]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"why": ""}, "why", "This field is required."),
        ({"why": "  "}, "why", "This field is required."),
        ({"target": "85"}, "target", "This is a share: enter 0.85 for 85 %."),
        ({"kpi": "order_confirmation", "target": "-1"}, "target", "This cannot be less than nothing."),
        ({"kpi": "nothing"}, "kpi", "Select a valid choice. nothing is not one of the available choices."),
        (
            {"territory": "", "season": "", "valid_from": "2020-01-01"},
            "valid_from",
            "There is a target from this day on already. Choose another day, or correct that one.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(boss: Desk, wrong: dict[str, str], field: str, told: str) -> None:
    before = KpiTarget.objects.count()
    assert boss.post(f"{LIST}add/", {**SENT, **wrong}).errors[field] == [told]
    assert KpiTarget.objects.count() == before


def test_german_fractions(boss: Desk) -> None:
    boss.user.language = "de"
    boss.user.save()
    assert boss.post(f"{LIST}add/", {**SENT, "target": "0,825", "valid_from": "01.12.2026"}).status == 302
    assert KpiTarget.objects.get(territory="CH", kpi="sample_success").target == Decimal("0.825")


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_do_what(role: str | None) -> None:
    someone, row = desk(role), first()
    doors = {
        LIST: FROM_LEAD,
        page_of(row): FROM_LEAD,
        page_of(row, "history"): FROM_LEAD,
        f"{LIST}add/": FROM_ADMINISTRATOR,
        page_of(row, "delete"): (),
    }
    expected = {path: 200 if role in allowed else 403 for path, allowed in doors.items()}
    assert {path: someone.get(path).status for path in doors} == expected
    someone.post(f"{LIST}add/", SENT)
    assert KpiTarget.objects.filter(territory="CH").exists() == (role in FROM_ADMINISTRATOR)
    someone.post(page_of(row), {**SENT, "territory": "", "season": "", "valid_from": "2020-01-01"})
    assert (first().target == Decimal("0.82")) == (role in FROM_ADMINISTRATOR)


def test_targets_of_other_territories_are_not_shown() -> None:
    KpiTarget.objects.create(kpi="sample_success", territory="CH", valid_from=date(2026, 1, 1), target=Decimal("0.5"))
    german = desk("lead", territories=["DE"])
    assert "at least 50 %" not in german.get(LIST).text
    assert "at least 85 %" in german.get(LIST).text
