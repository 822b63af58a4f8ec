"""Key figures that miss their target are on the start page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from operations.kpis.start_page import attention
from tests.operations.kpis.desks import order, person, refresh, samples

pytestmark = pytest.mark.django_db


def titles(**fields: Any) -> list[str]:
    return [str(each.title) for each in sorted(attention(person(**fields)), key=lambda each: -each.weight)]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is told is compared in English; German is the default."""
    with translation.override("en"):
        yield


def test_where_all_is_well_there_is_nothing() -> None:
    samples("DE", delivered=20, failed=0)
    refresh()

    assert titles() == []


def test_the_farthest_from_its_target_comes_first() -> None:
    samples("DE", delivered=15, failed=5)  # 75 % of 80 % or 85 %
    order("DE", seconds=3000)  # ten times as long as it should be
    refresh()

    assert titles()[-2:] == ["Orders confirmed", "Samples delivered"]


def test_too_few_cases_do_not_alarm() -> None:
    samples("DE", delivered=0, failed=3)
    refresh()

    assert "Samples delivered" not in titles()


def test_others_are_told_of_their_own_territories() -> None:
    samples("DE", delivered=0, failed=20)
    samples("CH", delivered=20, failed=0)
    refresh()

    assert titles(territories=["CH"]) == []
    assert "Samples delivered (DE)" in titles(territories=["DE", "CH"])
    assert titles(territories=[]) == []


def test_who_may_see_nothing_is_told_nothing() -> None:
    samples("DE", delivered=0, failed=20)
    refresh()

    assert titles(role=None) == []


def test_one_query() -> None:
    refresh()
    user = person()
    user.get_all_permissions()
    with CaptureQueriesContext(connection) as queries:
        list(attention(user))
    assert len(queries) == 1
