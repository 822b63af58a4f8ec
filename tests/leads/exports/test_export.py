"""The export is exactly what is filtered, for those who may have it, and harmless in a spreadsheet."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.models import User
from core.walltime import berlin_wall
from leads.admin import exports
from leads.models import HoldReason, Lead
from leads.services.holds import place_hold
from tests.factories import LeadFactory, UserFactory
from tests.leads.imports.files import counts, import_file

CSV = "/admin/leads/lead/export.csv"
XLSX = "/admin/leads/lead/export.xlsx"


@pytest.fixture
def clerk(client: Client, db: None) -> User:
    """A clerk for Germany and Austria who is signed in and reads English."""
    clerk = UserFactory.create(role="clerk", language="en", territories=["DE", "AT"])
    client.force_login(clerk)
    return clerk


def _csv(client: Client, query: str = "") -> list[dict[str, str]]:
    text = client.get(CSV + query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if text.startswith("Lead;") else ","))


def _sheet(client: Client, query: str = "") -> Worksheet:
    book = load_workbook(io.BytesIO(client.get(XLSX + query).getvalue()))
    assert isinstance(book.active, Worksheet)
    return book.active


def _companies(client: Client, query: str = "") -> list[str]:
    found = [row["Company"] for row in _csv(client, query)]
    assert [row[1] for row in _sheet(client, query).iter_rows(min_row=2, values_only=True)] == found
    return found


def test_it_holds_the_leads_of_the_users_territories_only(client: Client, clerk: User) -> None:
    for territory in ("DE", "CH", "AT"):
        LeadFactory.create(company=f"Gasthof {territory}", territory=territory)
    assert sorted(_companies(client)) == ["Gasthof AT", "Gasthof DE"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=bräu", ["Bräu"]),
        ("?territory=AT", ["Anker"]),
        ("?phase=EXPIRED", ["Alt"]),
        ("?phase=ALL&q=a", ["Alt", "Anker"]),
        ("", ["Anker", "Bräu"]),
    ],
)
def test_it_is_exactly_what_is_filtered_in_the_order_of_the_list(
    client: Client, clerk: User, query: str, found: list[str]
) -> None:
    now = timezone.now()
    LeadFactory.create(company="Bräu", created_at=now - timedelta(days=1))
    LeadFactory.create(company="Anker", territory="AT", created_at=now - timedelta(days=2))
    LeadFactory.create(company="Alt", created_at=now - timedelta(days=1000))
    listed = client.get(reverse("admin:leads_lead_changelist") + query).context["cl"].result_list
    assert [str(lead) for lead in listed] == found
    assert _companies(client, query) == found


def test_more_than_a_page_is_exported(client: Client, clerk: User) -> None:
    LeadFactory.create_batch(120, user=clerk)
    assert len(_csv(client, "?p=2")) == 120


@pytest.mark.parametrize("address", [CSV, XLSX])
def test_a_filter_that_does_not_exist_exports_nothing(client: Client, clerk: User, address: str) -> None:
    response = client.get(f"{address}?nonsense=1")
    assert (response.status_code, response["Location"]) == (302, "/admin/leads/lead/?e=1")


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("clerk", 200), ("lead", 200), ("administrator", 200)])
@pytest.mark.parametrize("address", [CSV, XLSX])
def test_who_may_export(client: Client, db: None, address: str, role: str, status: int) -> None:
    client.force_login(UserFactory.create(role=role))
    assert client.get(address).status_code == status
    offered = reverse("admin:leads_lead_export_csv") in client.get("/admin/leads/lead/").content.decode()
    assert offered is (status == 200)


def test_the_links_of_the_list_carry_its_filters(client: Client, clerk: User) -> None:
    page = client.get("/admin/leads/lead/?phase=ALL&q=gasthof").content.decode()
    assert f"{CSV}?phase=ALL&amp;q=gasthof" in page


def test_a_row_says_everything_about_a_lead_in_berlins_time(client: Client, clerk: User) -> None:
    lead = LeadFactory.create(
        user=UserFactory.create(username="rep", first_name="Ada", last_name="Lohr"),
        company="Gasthof Bräu",
        street="Moselstraße 1",
        phone="0651 1",
        website="https://bräu.example",
        source="osm",
        external_id="n/1",
        created_at=datetime(2020, 10, 31, 23, 30, tzinfo=UTC),
    )
    (row,) = _csv(client, "?phase=ALL")
    assert row == {
        "Lead": str(lead.pk),
        "Company": "Gasthof Bräu",
        "Street": "Moselstraße 1",
        "Postal code": "97070",
        "City": "Würzburg",
        "Country": "DE",
        "Phone": "0651 1",
        "Website": "https://bräu.example",
        "Owner (user name)": "rep",
        "Owner's name": "Ada Lohr",
        "Registered at": "2020-11-01 00:30",
        "Protection started at": "2020-11-01 00:30",
        "Status": "open",
        "Phase": "Expired",
        "Protected until": "2021-07-10 00:30",
        "Clock stopped since": "",
        "Source": "osm",
        "External id": "n/1",
    }


def test_a_clock_that_stands_says_since_when(client: Client, clerk: User) -> None:
    since = timezone.now() - timedelta(days=5)
    lead = LeadFactory.create(created_at=since - timedelta(days=5))
    place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=since)
    assert _csv(client)[0]["Clock stopped since"] == f"{berlin_wall(since):%Y-%m-%d %H:%M}"


def test_german_csv_opens_in_a_german_excel(client: Client, db: None) -> None:
    client.force_login(UserFactory.create(role="clerk", language="de"))
    LeadFactory.create(created_at=datetime(2020, 10, 31, 23, 30, tzinfo=UTC))
    content = client.get(f"{CSV}?phase=ALL").getvalue()
    assert content.startswith("\ufeff".encode())
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[header.index("Lead") + 10] == "01.11.2020 00:30"


@pytest.mark.parametrize("text", ["=1+1", "+49 1", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_is_text(client: Client, clerk: User, text: str) -> None:
    LeadFactory.create(company=text)
    assert _csv(client)[0]["Company"] == f"'{text}"
    cell = _sheet(client)["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_dates_in_a_workbook_are_dates(client: Client, clerk: User) -> None:
    LeadFactory.create(created_at=datetime(2020, 10, 31, 23, 30, tzinfo=UTC))
    assert _sheet(client, "?phase=ALL")["K2"].value == datetime(2020, 11, 1, 0, 30)  # noqa: DTZ001


def test_what_no_workbook_can_hold_does_not_break_it(client: Client, clerk: User) -> None:
    LeadFactory.create(company="Gast\x0bhof")
    assert _sheet(client)["B2"].value == "Gast hof"


def test_too_many_leads_for_a_workbook_are_refused_in_words(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MAX_XLSX_ROWS", 2)
    LeadFactory.create_batch(3)
    page = client.get(f"{XLSX}?phase=ALL", follow=True)
    assert page.redirect_chain == [("/admin/leads/lead/?phase=ALL", 302)]
    assert "CSV" in next(iter(page.context["messages"])).message


def test_csv_is_streamed(client: Client, clerk: User) -> None:
    assert client.get(CSV).streaming


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", [CSV, XLSX])
def test_what_was_exported_can_be_imported_and_changes_nothing(
    client: Client, clerk: User, language: str, address: str
) -> None:
    User.objects.filter(pk=clerk.pk).update(language=language)
    LeadFactory.create_batch(3)
    before = list(Lead.objects.order_by("id").values_list())
    assert counts(import_file(client.get(address).getvalue(), registered_at=None)) == (0, 3, 0)
    assert list(Lead.objects.order_by("id").values_list()) == before
