"""The same company in the same place: within a file, and protected for somebody else."""

from datetime import datetime

import pytest

from core.models import User
from core.walltime import berlin_instant
from leads.models import Lead, LeadStatus
from leads.services.status import change_status
from tests.factories import LeadFactory
from tests.leads.imports.files import codes, counts, csv_file, import_file

LONG_AGO = berlin_instant(datetime(2020, 1, 1))  # noqa: DTZ001


def _import(owner: User, *rows: list[str]) -> dict[int, list[str]]:
    return codes(import_file(csv_file(rows), owner=owner))


@pytest.mark.parametrize(
    "row",
    [
        ["Müller GmbH & Co. KG", "54536", "Kröv", ""],
        ["MUELLER", "54536", "", ""],
        ["Muller", "54470", "KRÖV", ""],
        ["»Müller« e.K.", "", "Kroev", "+49 6541 1"],
    ],
    ids=["the same", "folded, by postal code", "folded, by city", "other legal form"],
)
def test_a_company_protected_for_somebody_else_is_a_conflict(owner: User, other: User, row: list[str]) -> None:
    lead = LeadFactory.create(user=other, company="Müller GmbH & Co. KG", postal_code="54536", city="Kröv")
    done = import_file(csv_file([row]), owner=owner)
    assert codes(done) == {2: ["conflict"]}
    assert done.rejected_rows.get().lead_id == lead.pk
    assert Lead.objects.count() == 1


def test_the_same_company_elsewhere_is_no_conflict(owner: User, other: User) -> None:
    LeadFactory.create(user=other, company="Hotel zur Post", postal_code="54536", city="Kröv")
    assert _import(owner, ["Hotel zur Post", "54470", "Lieser", ""]) == {}


def test_protection_that_has_ended_is_no_conflict(owner: User, other: User) -> None:
    LeadFactory.create(user=other, company="Gasthof", postal_code="54536", city="Kröv", created_at=LONG_AGO)
    assert _import(owner, ["Gasthof", "54536", "Kröv", ""]) == {}


def test_a_lead_that_is_not_open_is_no_conflict(owner: User, other: User) -> None:
    lead = LeadFactory.create(user=other, company="Gasthof", postal_code="54536", city="Kröv")
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.WITHDRAWN)
    assert _import(owner, ["Gasthof", "54536", "Kröv", ""]) == {}


@pytest.mark.parametrize(("created_at", "code"), [({}, "conflict"), ({"created_at": LONG_AGO}, "held_by_other")])
def test_an_id_that_is_registered_for_somebody_else_is_refused(
    owner: User, other: User, created_at: dict[str, datetime], code: str
) -> None:
    LeadFactory.create(user=other, company="Gasthof", source="osm", external_id="n/1", **created_at)
    content = csv_file([["n/1", "Gasthof", "54536"]], header=["osm_id", "Firma", "PLZ"])
    assert codes(import_file(content, owner=owner)) == {2: [code]}


def test_a_duplicate_in_the_file_names_the_row_it_repeats(owner: User) -> None:
    done = import_file(
        csv_file([["Müller GmbH", "54536", "Kröv", ""], ["Hotel", "54470", "", ""], ["Mueller", "54536", "", ""]]),
        owner=owner,
    )
    assert counts(done) == (2, 0, 1)
    assert done.rejected_rows.get().reasons == [{"code": "duplicate_in_file", "params": {"row": 2}}]


def test_an_id_twice_in_the_file_is_named(owner: User) -> None:
    content = csv_file([["1", "Gasthof", "54536"], ["1", "Hotel", "54470"]], header=["osm_id", "Firma", "PLZ"])
    assert codes(import_file(content, owner=owner)) == {3: ["external_id_in_file"]}


def test_a_row_that_was_rejected_does_not_make_a_later_one_a_duplicate(owner: User) -> None:
    rows = [["Gasthof", "54536", "Kröv", "", "12/31/2025"], ["Gasthof", "54536", "Kröv", "", ""]]
    done = import_file(csv_file(rows, header=["Firma", "PLZ", "Ort", "Tel", "Registriert am"]), owner=owner)
    assert codes(done) == {2: ["date_unreadable"]}


def test_two_owners_of_one_company_in_one_file_are_a_duplicate(owner: User, other: User) -> None:
    rows = [["Gasthof", "54536", owner.username], ["Gasthof", "54536", other.username]]
    done = import_file(csv_file(rows, header=["Firma", "PLZ", "Vertreter"]))
    assert codes(done) == {3: ["duplicate_in_file"]}


def test_duplicates_are_found_across_chunks(owner: User) -> None:
    rows = [[f"Gasthof {n}", "54536", "Kröv", ""] for n in range(450)]
    done = import_file(csv_file([*rows, rows[0]]), owner=owner)
    assert counts(done) == (450, 0, 1)
    assert codes(done) == {452: ["duplicate_in_file"]}
