"""What is at stake leads to the rows behind it, in the incident's territory."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.facts.models import Sample
from operations.runbooks.subjects import Subject
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class
from tests.operations.incidents.admin.scene import leads_wait, room_of
from tests.operations.kpis.scenes import fact

pytestmark = pytest.mark.django_db

COUNTS = [(Subject.SAMPLES, 2), (Subject.PROTECTION, 2), (Subject.CATERING, 1), (Subject.ORDERS, 1)]


def rows_behind(someone: Desk, subject: Subject, territory: str) -> list[str]:
    """Where the counts of an incident of this subject lead to."""
    page = someone.get(room_of(leads_wait(subject=subject, territory=territory)))
    return [link.get("href", "") for stake in with_class(page.root, "room-stake") for link in stake.iter("a")]


@pytest.mark.parametrize(("subject", "counts"), COUNTS)
def test_each_list_knows_the_territory(boss: Desk, subject: Subject, counts: int) -> None:
    """A parameter that a list does not know would be answered by sending the browser elsewhere."""
    for address in (found := rows_behind(boss, subject, "AT")):
        assert "=AT" in address
        assert boss.get(address).status == 200
    assert len(found) == counts


def test_an_incident_of_all_territories_leads_to_all_rows(boss: Desk) -> None:
    assert rows_behind(boss, Subject.ORDERS, "") == ["/admin/facts/order/?state=OPEN"]


def test_lost_samples_are_counted_and_listed_over_one_day(boss: Desk) -> None:
    """The alert looks back for longer: the list behind the count would show more than it counts."""
    for reference, ago in (("S-TODAY", timedelta(hours=23)), ("S-WEEK", timedelta(days=7))):
        fact(Sample, external_id=reference, lost_at=timezone.now() - ago)
    address = rows_behind(boss, Subject.SAMPLES, "DE")[0]
    shown = boss.get(address).text
    assert ("S-TODAY" in shown, "S-WEEK" in shown) == (True, False)
