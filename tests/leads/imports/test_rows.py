"""What each row becomes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import User
from leads.imports.rows import LIMITS
from leads.models import Lead
from tests.factories import UserFactory
from tests.leads.imports.files import REGISTERED_AT, codes, counts, csv_file, import_file

WIDE = (
    "Firma", "Straße", "Hausnummer", "PLZ", "Ort", "Land", "Telefon", "Website", "Quelle", "Kundennummer", "Vertreter",
    "Registriert am",
)  # fmt: skip


def _row(**cells: str) -> list[str]:
    filled = {"Firma": "Gasthof Bräu", "PLZ": "54536", "Ort": "Kröv", **cells}
    return [filled.get(heading, "") for heading in WIDE]


def _import_row(owner: User, **cells: str) -> list[str]:
    """Import one row; the codes of its rejection, none where it became a lead."""
    done = import_file(csv_file([_row(**cells)], header=WIDE), owner=owner)
    return codes(done).get(2, [])


def test_every_column_ends_where_it_belongs(owner: User) -> None:
    rep = UserFactory.create(username="vertreterin")
    row = _row(
        Straße="Moselstraße",
        Hausnummer="81-83",
        Land="Deutschland",
        Telefon="+49 6541 1; +49 6541 2",
        Website="https://bräu.example/?a=b",
        Quelle="Messe",
        Kundennummer="K-17",
        Vertreter="vertreterin",
    )
    import_file(csv_file([row], header=WIDE), owner=owner)
    lead = Lead.objects.get()
    assert (lead.company, lead.street, lead.postal_code, lead.city) == (
        "Gasthof Bräu", "Moselstraße 81-83", "54536", "Kröv",
    )  # fmt: skip
    assert (lead.territory, lead.phone, lead.website) == (
        "DE", "+49 6541 1; +49 6541 2", "https://bräu.example/?a=b",
    )  # fmt: skip
    assert (lead.source, lead.external_id, lead.user) == ("Messe", "K-17", rep)
    assert lead.created_at == REGISTERED_AT


def test_a_lead_is_protected_from_its_registration(owner: User) -> None:
    _import_row(owner)
    assert Lead.objects.protected().get().protection.started_at == REGISTERED_AT


def test_text_is_tidied_and_otherwise_kept_as_it_is(owner: User) -> None:
    assert (
        _import_row(owner, Firma="  Café\u00a0 „Mini-\u200bMax“ \t", Ort="Bad\nBertrich", Telefon="–", Website="n/a")
        == []
    )
    lead = Lead.objects.get()
    assert (lead.company, lead.city, lead.phone, lead.website) == ("Café „Mini-Max“", "Bad Bertrich", "", "")


@pytest.mark.parametrize("name", ["vertreterin", "VERTRETERIN", "v@example.org"])
def test_an_owner_is_named_by_user_name_or_mail_address(owner: User, name: str) -> None:
    rep = UserFactory.create(username="vertreterin", email="v@example.org")
    assert _import_row(owner, Vertreter=name) == []
    assert Lead.objects.get().user == rep


def test_a_mail_address_of_two_users_names_nobody(owner: User) -> None:
    UserFactory.create_batch(2, email="v@example.org")
    assert _import_row(owner, Vertreter="v@example.org") == ["owner_unknown"]


@pytest.mark.parametrize("closed", [{"is_active": False}, {"is_service": True}])
def test_only_a_person_with_an_account_can_be_an_owner(owner: User, closed: dict[str, bool]) -> None:
    UserFactory.create(username="gone", **closed)
    assert _import_row(owner, Vertreter="gone") == ["owner_inactive"]


def test_a_row_without_owner_or_date_is_rejected_where_the_import_names_none(owner: User) -> None:
    done = import_file(csv_file([_row()], header=WIDE), registered_at=None)
    assert codes(done) == {2: ["owner_missing", "date_missing"]}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Firma": ""}, "company_missing"),
        ({"Firma": "★★★"}, "company_missing"),
        ({"PLZ": "", "Ort": ""}, "place_missing"),
        ({"PLZ": "5020", "Ort": ""}, "territory_unclear"),
        ({"PLZ": "L-5450"}, "postal_code_wrong"),
        ({"Land": "AT"}, "postal_code_mismatch"),
        ({"Land": "NL"}, "country_unknown"),
        ({"Vertreter": "nobody"}, "owner_unknown"),
        ({"Registriert am": "12/31/2025"}, "date_unreadable"),
        ({"Website": "javascript:alert(1)"}, "website_wrong"),
        ({"Firma": "x" * 256}, "too_long"),
        ({"Kundennummer": "x" * 101}, "too_long"),
        ({"Telefon": "#REF!"}, "cell_error"),
    ],
)
def test_what_is_wrong_with_a_row_is_named(owner: User, cells: dict[str, str], code: str) -> None:
    assert _import_row(owner, **cells) == [code]
    assert not Lead.objects.exists()


def test_everything_that_is_wrong_is_named_at_once(owner: User) -> None:
    found = _import_row(owner, Firma="", PLZ="", Ort="", Vertreter="nobody", Website="javascript:x")
    assert sorted(found) == ["company_missing", "owner_unknown", "place_missing", "website_wrong"]


def test_a_registration_in_the_future_is_rejected(owner: User) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    assert _import_row(owner, **{"Registriert am": f"{tomorrow:%d.%m.%Y %H:%M}"}) == ["date_in_future"]


def test_a_row_that_has_slipped_is_rejected(owner: User) -> None:
    content = csv_file([[*_row(), "beyond the last column"]], header=WIDE)
    assert codes(import_file(content, owner=owner)) == {2: ["cells_without_heading"]}


def test_a_row_that_ends_early_is_complete(owner: User) -> None:
    assert counts(import_file(csv_file([["Gasthof", "54536"]]), owner=owner)) == (1, 0, 0)


def test_postal_code_and_city_may_share_a_column(owner: User) -> None:
    import_file(csv_file([["Gasthof", "D-54536 Kröv"]], header=["Firma", "PLZ/Ort"]), owner=owner)
    lead = Lead.objects.get()
    assert (lead.postal_code, lead.city) == ("54536", "Kröv")


def test_the_longest_texts_that_fit_are_taken(owner: User) -> None:
    cells = {"Firma": "company", "Ort": "city", "Telefon": "phone", "Website": "website", "Kundennummer": "external_id"}
    limits = {field.value: limit for field, limit in LIMITS.items()}
    assert _import_row(owner, **{heading: "x" * limits[column] for heading, column in cells.items()}) == []


def test_a_person_registers_leads_in_their_territories_only(owner: User) -> None:
    clerk = UserFactory.create(role="clerk", territories=["AT"])
    content = csv_file([["Gasthof", "54536", "Kröv", ""], ["Wirtshaus", "5020", "Salzburg", ""]])
    assert codes(import_file(content, owner=owner, actor=clerk)) == {2: ["territory_not_yours"]}
