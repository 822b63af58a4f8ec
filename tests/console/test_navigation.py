"""The navigation: what a user may see, how much waits there, and where the user is."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from core.console.navigation import Group, NavigationItem
from operations.console.checks import entries_that_lead_nowhere
from operations.console.navigation import Section, search_target, sections

LIST = "admin:leads_lead_changelist"
ITEMS = [
    NavigationItem(group=Group.TODAY, label="Overview", url_name="admin:index", permission=""),
    NavigationItem(group=Group.LEADS, label="Leads", url_name=LIST, permission="leads.view_lead", search=True),
    NavigationItem(
        group=Group.TODAY,
        label="Grace",
        url_name=LIST,
        query="phase=GRACE",
        permission="leads.view_lead",
        count=lambda _user: 120,
        urgent=True,
    ),
    NavigationItem(group=Group.JOURNAL, label="Events", url_name="admin:index", permission="journal.view_event"),
]


class Person(AnonymousUser):
    """Someone with the rights given, without a database."""

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return perm in self.permissions


def nothing(_known: set[str]) -> list[tuple[str, str]]:
    return []


def request(path: str = "/admin/", *permissions: str) -> HttpRequest:
    made = RequestFactory().get(path)
    made.user = Person(*permissions)
    return made


def shown(found: list[Section]) -> dict[str, list[str]]:
    return {str(section.label): [str(entry.label) for entry in section.entries] for section in found}


def current(found: list[Section]) -> list[str]:
    entries = [entry for section in found for entry in (*section.entries, *section.more)]
    return [str(entry.label) for entry in entries if entry.current]


def labels(*groups: Group) -> list[str]:
    return [str(group.label) for group in groups]


def test_a_group_appears_when_the_user_may_see_something_in_it() -> None:
    assert list(shown(sections(request(), ITEMS, nothing))) == labels(Group.TODAY)
    assert list(shown(sections(request("/admin/", "leads.view_lead"), ITEMS, nothing))) == labels(
        Group.TODAY, Group.LEADS
    )


def test_counts_are_capped_and_urgent_ones_marked() -> None:
    grace = sections(request("/admin/", "leads.view_lead"), ITEMS, nothing)[0].entries[1]
    assert (grace.shown_count, grace.urgent) == ("99+", True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/admin/", "Overview"),
        ("/admin/leads/lead/", "Leads"),
        ("/admin/leads/lead/?phase=GRACE", "Grace"),
        ("/admin/leads/lead/?phase=BASE", "Leads"),
        ("/admin/leads/lead/7/change/", "Leads"),
    ],
)
def test_the_best_fitting_entry_is_current(path: str, expected: str) -> None:
    assert current(sections(request(path, "leads.view_lead"), ITEMS, nothing)) == [expected]


def test_nothing_is_current_elsewhere() -> None:
    assert current(sections(request("/admin/password_change/"), ITEMS, nothing)) == []


def test_models_that_nobody_declared_are_folded_under_administration() -> None:
    models = {"/admin/leads/lead/": "Leads", "/admin/knox/t/": "Tokens"}

    def others(known: set[str]) -> list[tuple[str, str]]:
        return [(name, url) for url, name in models.items() if url not in known]

    found = sections(request("/admin/knox/t/", "leads.view_lead"), ITEMS, others)[-1]
    assert [entry.label for entry in found.more] == ["Tokens"]
    assert found.more_is_current


def test_the_search_field_leads_where_the_user_may_search() -> None:
    assert search_target(request(), ITEMS) is None
    target = search_target(request("/admin/", "leads.view_lead"), ITEMS)
    assert target is not None
    assert target.url == "/admin/leads/lead/"


def test_an_entry_that_leads_nowhere_is_an_error_at_the_start() -> None:
    lost = NavigationItem(group=Group.TODAY, label="Lost", url_name="admin:lost_changelist", permission="")
    (error,) = entries_that_lead_nowhere([*ITEMS, lost])
    assert "admin:lost_changelist" in error.msg
