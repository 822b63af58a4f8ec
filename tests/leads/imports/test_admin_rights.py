"""Who may import, and who learns what about whose leads."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from leads.imports.rows import Defaults
from leads.models import ImportState, Lead, LeadImport
from leads.services.imports import create_import
from tests.factories import LeadFactory, UserFactory
from tests.leads.imports.files import REGISTERED_AT, csv_file

CHANGES = ("start", "stop", "discard")
READS = ("change", "rejected_csv", "rejected_xlsx")


def _previewed(actor: User, owner: User) -> LeadImport:
    content = csv_file([["Gasthof", "54536", "Kröv", ""], ["Hotel", "54470", "", ""], ["Bar", "", "", ""]])
    defaults = Defaults(owner=owner, registered_at=REGISTERED_AT)
    return create_import(actor=actor, file_name="list.csv", content=content, defaults=defaults)


def _url(name: str, lead_import: LeadImport) -> str:
    return reverse(f"admin:leads_leadimport_{name}", args=[lead_import.pk])


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("clerk", 200), ("lead", 200), ("administrator", 200)])
def test_who_may_import(client: Client, db: None, role: str, status: int) -> None:
    client.force_login(UserFactory.create(role=role))
    for name in ("changelist", "add"):
        assert client.get(reverse(f"admin:leads_leadimport_{name}")).status_code == status


@pytest.mark.parametrize("name", [*CHANGES, *READS])
def test_a_viewer_reaches_nothing(client: Client, owner: User, name: str) -> None:
    viewer = UserFactory.create(role="viewer")
    lead_import = _previewed(viewer, owner)
    client.force_login(viewer)
    ask = client.post if name in CHANGES else client.get
    assert ask(_url(name, lead_import)).status_code == 403
    assert not Lead.objects.exists()


@pytest.mark.parametrize("name", [*CHANGES, *READS])
def test_an_import_of_somebody_else_does_not_exist(client: Client, owner: User, name: str) -> None:
    lead_import = _previewed(UserFactory.create(role="clerk"), owner)
    client.force_login(UserFactory.create(role="administrator"))
    ask = client.post if name in CHANGES else client.get
    assert ask(_url(name, lead_import)).status_code == 404
    assert LeadImport.objects.get().state == ImportState.PREVIEWED


def test_a_superuser_sees_all_imports(client: Client, owner: User) -> None:
    lead_import = _previewed(UserFactory.create(role="clerk"), owner)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert client.get(_url("change", lead_import)).status_code == 200


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_by_following_a_link(client: Client, owner: User, name: str) -> None:
    clerk = UserFactory.create(role="clerk")
    lead_import = _previewed(clerk, owner)
    client.force_login(clerk)
    assert client.get(_url(name, lead_import)).status_code == 405


def test_nothing_changes_without_a_csrf_token(owner: User) -> None:
    clerk = UserFactory.create(role="clerk")
    lead_import = _previewed(clerk, owner)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.post(_url("start", lead_import)).status_code == 403
    assert not Lead.objects.exists()


@pytest.mark.parametrize("name", ["change", "delete"])
def test_an_import_is_evidence_and_cannot_be_changed_or_deleted(client: Client, owner: User, name: str) -> None:
    lead_import = _previewed(owner, owner)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    client.post(reverse(f"admin:leads_leadimport_{name}", args=[lead_import.pk]), {"post": "yes", "registered": "9"})
    assert LeadImport.objects.get().registered == 2


def _page_of_a_conflict(client: Client, owner: User, *, territories: list[str]) -> str:
    LeadFactory.create(user=UserFactory.create(username="rival", last_name="Rivale"), company="Gasthof", city="Kröv")
    clerk = UserFactory.create(role="clerk", territories=territories)
    lead_import = _previewed(clerk, owner)
    client.force_login(clerk)
    return client.get(_url("change", lead_import)).content.decode()


def _link_to_the_lead() -> str:
    return reverse("admin:leads_lead_change", args=[Lead.objects.get(user__username="rival").pk])


def test_who_may_see_the_other_lead_learns_whose_it_is(client: Client, owner: User) -> None:
    page = _page_of_a_conflict(client, owner, territories=["DE"])
    assert _link_to_the_lead() in page
    assert "Rivale" in page


def test_who_may_not_see_it_learns_only_that_it_is_protected(client: Client, owner: User) -> None:
    _page_of_a_conflict(client, owner, territories=["DE"])
    Lead.objects.filter(user__username="rival").update(territory="AT")
    page = client.get(_url("change", LeadImport.objects.get())).content.decode()
    assert _link_to_the_lead() not in page
    assert "Rivale" not in page
    assert LeadImport.objects.get().rejected_rows.filter(code="conflict").exists()


def test_the_file_of_rejected_rows_names_nobody(client: Client, owner: User) -> None:
    _page_of_a_conflict(client, owner, territories=["DE"])
    text = client.get(_url("rejected_csv", LeadImport.objects.get())).getvalue().decode()
    assert "Rivale" not in text
    assert "rival" not in text
