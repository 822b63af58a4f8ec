"""Importing a file again changes nothing, whatever has happened since."""

from datetime import datetime

import pytest

from core.models import User
from core.walltime import berlin_instant
from journal.models import Event
from leads.models import Lead, LeadOwnership, LeadStatus, OwnershipMode
from leads.services.ownership import reassign_lead
from leads.services.status import change_status
from tests.leads.imports.files import codes, counts, csv_file, import_file
from tests.leads.moments import ago

ROWS = [["Gasthof Bräu", "54536", "Kröv", ""], ["Hotel Zur Post", "5020", "Salzburg", ""]]
WITH_IDS = csv_file([[f"n/{n}", *row] for n, row in enumerate(ROWS)], header=["osm_id", "Firma", "PLZ", "Ort", "Tel"])
WITHOUT_IDS = csv_file(ROWS)
LONG_AGO = berlin_instant(datetime(2020, 1, 1))  # noqa: DTZ001
LAST_MONTH = ago(30)


def _state() -> list[tuple[object, ...]]:
    return [*Lead.objects.order_by("id").values_list(), ("events", Event.objects.filter(aggregate_type="lead").count())]


@pytest.mark.parametrize("content", [WITH_IDS, WITHOUT_IDS], ids=["with ids", "without"])
def test_a_second_import_changes_nothing(owner: User, content: bytes) -> None:
    assert counts(import_file(content, owner=owner)) == (2, 0, 0)
    before = _state()
    assert counts(import_file(content, owner=owner)) == (0, 2, 0)
    assert _state() == before


@pytest.mark.parametrize("content", [WITH_IDS, WITHOUT_IDS], ids=["with ids", "without"])
def test_leads_whose_protection_has_ended_are_known_too(owner: User, content: bytes) -> None:
    import_file(content, owner=owner, registered_at=LONG_AGO)
    assert not Lead.objects.protected().exists()
    assert counts(import_file(content, owner=owner, registered_at=LONG_AGO)) == (0, 2, 0)
    assert Lead.objects.count() == 2


def test_protection_that_has_ended_may_begin_anew(owner: User) -> None:
    import_file(WITHOUT_IDS, owner=owner, registered_at=LONG_AGO)
    assert counts(import_file(WITHOUT_IDS, owner=owner)) == (2, 0, 0)


def test_an_id_is_the_lead_even_where_it_has_been_renamed(owner: User) -> None:
    import_file(WITH_IDS, owner=owner)
    renamed = WITH_IDS.replace("Gasthof Bräu".encode(), b"Braeuhaus am See")
    assert counts(import_file(renamed, owner=owner)) == (0, 2, 0)
    assert Lead.objects.filter(company="Gasthof Bräu").exists()


def test_an_id_of_quite_another_company_is_not_taken_for_it(owner: User) -> None:
    header = ["Kundennummer", "Firma", "PLZ", "Ort"]
    import_file(csv_file([["1", "Gasthof", "54536", "Kröv"]], header=header), owner=owner)
    done = import_file(csv_file([["1", "Hotel", "5020", "Salzburg"]], header=header), owner=owner)
    assert codes(done) == {2: ["external_id_taken"]}


def test_an_id_of_another_source_is_another_lead(owner: User) -> None:
    header = ["Kundennummer", "Firma", "PLZ", "Ort"]
    import_file(csv_file([["1", "Gasthof", "54536", ""]], header=header), owner=owner, source="erp")
    assert counts(
        import_file(csv_file([["1", "Hotel", "54470", ""]], header=header), owner=owner, source="webshop")
    ) == (1, 0, 0)


def test_a_lead_without_an_id_is_known_when_it_comes_with_one(owner: User) -> None:
    import_file(WITHOUT_IDS, owner=owner)
    assert counts(import_file(WITH_IDS, owner=owner)) == (0, 2, 0)


def test_the_same_company_under_another_id_is_named(owner: User) -> None:
    import_file(WITH_IDS, owner=owner)
    done = import_file(WITH_IDS.replace(b"n/", b"x/"), owner=owner)
    assert codes(done) == {2: ["duplicate_lead"], 3: ["duplicate_lead"]}


def test_after_a_handover_the_new_owner_is_not_touched(owner: User, other: User) -> None:
    import_file(WITH_IDS, owner=owner)
    lead = Lead.objects.get(external_id="n/0")
    reassign_lead(lead_id=lead.pk, actor=None, user_id=other.pk, mode=OwnershipMode.RESTART, reason="agreed")
    before = _state()
    assert codes(import_file(WITH_IDS, owner=owner)) == {2: ["conflict"]}
    assert _state() == before


def _lost(lead: Lead, other: User, how: str) -> None:
    """Hand the lead over; then the other one's protection of it ends."""
    ownership = reassign_lead(lead_id=lead.pk, actor=None, user_id=other.pk, reason="agreed")
    if how == "converted":
        change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED)
    else:
        LeadOwnership.objects.filter(pk=ownership.pk).update(protection_started_at=LONG_AGO)


@pytest.mark.parametrize("how", ["converted", "expired"])
@pytest.mark.parametrize("content", [WITH_IDS, WITHOUT_IDS], ids=["with ids", "without"])
def test_a_lead_that_was_handed_over_is_not_registered_a_second_time(
    owner: User, other: User, content: bytes, how: str
) -> None:
    import_file(content, owner=owner, registered_at=LAST_MONTH)
    _lost(Lead.objects.get(company="Gasthof Bräu"), other, how)
    before = _state()
    assert counts(import_file(content, owner=owner, registered_at=LAST_MONTH))[0] == 0
    assert _state() == before


def test_of_a_lead_that_was_handed_over_a_row_without_an_id_is_known(owner: User, other: User) -> None:
    import_file(WITHOUT_IDS, owner=owner, registered_at=LAST_MONTH)
    _lost(Lead.objects.get(company="Gasthof Bräu"), other, "converted")
    assert counts(import_file(WITHOUT_IDS, owner=owner, registered_at=LAST_MONTH)) == (0, 2, 0)


def test_who_never_held_the_lead_may_register_it_at_the_same_instant(owner: User, other: User) -> None:
    import_file(WITHOUT_IDS, owner=owner, registered_at=LONG_AGO)
    assert counts(import_file(WITHOUT_IDS, owner=other, registered_at=LONG_AGO)) == (2, 0, 0)
