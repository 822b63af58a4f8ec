"""The rules that stop clocks: who sees and who switches them."""

import pytest

from leads.models import HoldRule
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_LEAD, FROM_VIEWER

LIST = "/admin/leads/holdrule/"
SAMPLE = f"{LIST}SAMPLE/change/"


@pytest.mark.parametrize("role", EVERYONE)
def test_who_sees_and_who_switches_rules(desk: NewDesk, role: str | None) -> None:
    person = desk(role)
    assert person.get(LIST).status == (200 if role in FROM_VIEWER else 403)
    assert person.get(f"{LIST}add/").status == 403
    assert person.post(f"{LIST}SAMPLE/delete/", {"post": "yes"}).status == 403

    answer = person.post(SAMPLE, {"_save": "1"})

    assert answer.status == (302 if role in FROM_LEAD else 403)
    rule = HoldRule.objects.get(kind="SAMPLE")
    assert rule.enabled == (role not in FROM_LEAD)
    assert (rule.changed_by is not None) == (role in FROM_LEAD)


def test_the_page_says_what_switching_off_means(desk: NewDesk) -> None:
    page = desk("lead").get(SAMPLE)
    assert page.status == 200
    assert "releases nothing" in page.text
