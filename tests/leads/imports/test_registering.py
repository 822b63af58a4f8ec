"""What the database refuses after all is rejected by itself; the other rows of its chunk are registered."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from core.models import User
from core.territory import Territory
from leads.imports.judge import Outcome, Verdict
from leads.imports.rows import LeadRow
from leads.imports.table import SourceRow
from leads.models import Lead
from leads.services.imports.registering import register_new


def _verdict(number: int, owner: User, registered_at: datetime) -> Verdict:
    row = LeadRow(
        number=number,
        company=f"Gasthof {number}",
        street="",
        postal_code="54536",
        city="Kröv",
        territory=Territory.DE,
        phone="",
        website="",
        source="test",
        external_id=str(number),
        owner_id=owner.pk,
        registered_at=registered_at,
    )
    return Verdict(SourceRow(number, (row.company,)), Outcome.REGISTERED, lead=row)


def test_a_row_that_the_database_refuses_does_not_take_the_others_with_it(owner: User) -> None:
    past, future = datetime(2026, 1, 1, tzinfo=UTC), timezone.now() + timedelta(days=1)
    verdicts = register_new([_verdict(1, owner, past), _verdict(2, owner, future), _verdict(3, owner, past)])
    assert [verdict.outcome for verdict in verdicts] == [Outcome.REGISTERED, Outcome.REJECTED, Outcome.REGISTERED]
    assert [reason.code for reason in verdicts[1].reasons] == ["refused"]
    assert verdicts[1].reasons[0].text
    assert sorted(Lead.objects.values_list("external_id", flat=True)) == ["1", "3"]
