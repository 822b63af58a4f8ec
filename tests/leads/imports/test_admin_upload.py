"""Importing in the admin: upload, preview, confirmation, result."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import User
from leads.admin import imports
from leads.imports import limits
from leads.models import ImportState, Lead, LeadImport
from tests.factories import UserFactory
from tests.leads.imports.files import REGISTERED_AT, REGISTERED_ON, csv_file, xlsx_file

ADD = "/admin/leads/leadimport/add/"
ROWS = [["Gasthof Bräu", "54536", "Kröv", ""], ["Hotel", "", "Wien", ""], ["Bar <b>", "", "", ""]]


@pytest.fixture
def clerk(client: Client, db: None) -> User:
    """A clerk who is signed in."""
    clerk = UserFactory.create(role="clerk", language="en")
    client.force_login(clerk)
    return clerk


def _upload(client: Client, owner: User | None, content: bytes = csv_file(ROWS), **data: str) -> Any:
    form = {"owner": owner.pk if owner else "", "registered_at": REGISTERED_ON.isoformat(), **data}
    return client.post(ADD, {"file": SimpleUploadedFile("list.csv", content), **form})


def _page(client: Client) -> str:
    return client.get(_url("change")).content.decode()


def _url(name: str) -> str:
    return reverse(f"admin:leads_leadimport_{name}", args=[LeadImport.objects.latest("pk").pk])


@pytest.mark.parametrize("content", [csv_file(ROWS), xlsx_file(ROWS)], ids=["csv", "xlsx"])
def test_an_upload_leads_to_a_preview_and_changes_nothing(
    client: Client, clerk: User, owner: User, content: bytes
) -> None:
    response = _upload(client, owner, content)
    assert (response.status_code, response["Location"]) == (302, _url("change"))
    previewed = LeadImport.objects.get()
    assert (previewed.user, previewed.state, previewed.registered, previewed.rejected) == (
        clerk, ImportState.PREVIEWED, 2, 1,
    )  # fmt: skip
    assert not Lead.objects.exists()


def test_the_preview_shows_what_would_be_registered_and_what_is_rejected_and_why(
    client: Client, clerk: User, owner: User
) -> None:
    _upload(client, owner)
    page = _page(client)
    assert all(text in page for text in ("Gasthof Bräu", "54536 Kröv", owner.username))
    assert "Bar &lt;b&gt;" in page
    assert str(LeadImport.objects.get().rejected_rows.get().number) in page


def test_confirming_registers_the_leads(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    assert client.post(_url("start"))["Location"] == _url("change")
    assert {*Lead.objects.values_list("company", "user", "created_at")} == {
        ("Gasthof Bräu", owner.pk, REGISTERED_AT),
        ("Hotel", owner.pk, REGISTERED_AT),
    }
    assert LeadImport.objects.get().state == ImportState.FINISHED


def test_confirming_twice_imports_once(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    client.post(_url("start"))
    client.post(_url("start"))
    assert Lead.objects.count() == 2
    assert LeadImport.objects.get().attempt == 1


def test_the_result_offers_the_rejected_rows_as_files(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    client.post(_url("start"))
    assert _url("rejected_csv") in _page(client)
    lines = client.get(_url("rejected_csv")).getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Firma", "Bar <b>"]
    assert client.get(_url("rejected_xlsx")).getvalue().startswith(b"PK")


def test_the_rejected_file_speaks_the_users_language(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    response = client.get(_url("rejected_csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Rejection reason" in response.getvalue().decode()


def test_discarding_a_preview_changes_nothing(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    client.post(_url("discard"))
    assert LeadImport.objects.get().state == ImportState.DISCARDED
    client.post(_url("start"))
    assert not Lead.objects.exists()


def test_the_same_file_again_is_pointed_out(client: Client, clerk: User, owner: User) -> None:
    _upload(client, owner)
    client.post(_url("start"))
    assert "The very same file" not in _page(client)
    _upload(client, owner)
    assert "The very same file" in _page(client)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\x00", b"a;b\n1;2\n", b"%PDF-1.7"])
def test_a_broken_file_is_an_error_at_its_field(client: Client, clerk: User, owner: User, content: bytes) -> None:
    response = _upload(client, owner, content)
    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert not LeadImport.objects.exists()


def test_a_file_that_is_too_big_is_refused_before_it_is_read(client: Client, clerk: User, owner: User) -> None:
    response = _upload(client, owner, b"x" * (limits.MAX_BYTES + 1))
    assert "20 MB" in response.context["form"].errors["file"][0]


def test_a_file_whose_preview_would_take_too_long_is_refused(
    client: Client, clerk: User, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MAX_UPLOADED_ROWS", 2)
    assert "2" in _upload(client, owner).context["form"].errors["file"][0]


def test_an_owner_is_asked_for_where_no_column_names_one(client: Client, clerk: User, owner: User) -> None:
    assert "owner" in _upload(client, None).context["form"].errors


def test_a_date_in_the_future_is_refused(client: Client, clerk: User, owner: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = _upload(client, owner, registered_at=tomorrow.isoformat())
    assert "registered_at" in response.context["form"].errors


def test_country_and_source_are_parameters(client: Client, clerk: User, owner: User) -> None:
    content = csv_file([["1", "Cooking Khan", "5071"]], header=["Kundennummer", "Firma", "PLZ"])
    _upload(client, owner, content, territory="AT", source="erp")
    client.post(_url("start"))
    assert Lead.objects.values_list("territory", "source", "external_id").get() == ("AT", "erp", "1")


def test_nobody_is_offered_as_owner_who_cannot_hold_leads(client: Client, clerk: User, owner: User) -> None:
    UserFactory.create(is_service=True, username="system")
    UserFactory.create(is_active=False, username="gone")
    offered = client.get(ADD).context["form"].fields["owner"].queryset
    assert {*offered.values_list("username", flat=True)} == {owner.username, clerk.username}
