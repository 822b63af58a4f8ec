"""Somebody at work in the admin: what they see, what they are offered, what they send."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from core.models import User
from leads.models import Lead
from tests.leads.admin.document import by_id, parse, rows_of, with_class, words

LIST = "/admin/leads/lead/"


def page_of(lead: Lead) -> str:
    """The address of a lead's page."""
    return f"{LIST}{lead.pk}/change/"


def change_of(lead: Lead, change: str, fact: int | None = None) -> str:
    """The address of a change of a lead, or of one of its facts."""
    return f"{LIST}{lead.pk}/do/{change}/" + (f"{fact}/" if fact else "")


class Page:
    """An answer of the admin."""

    def __init__(self, response: Any) -> None:
        self.response, self.status = response, response.status_code

    @cached_property
    def root(self) -> Element:
        return parse(self.response.content.decode())

    @property
    def text(self) -> str:
        return words(self.root)

    @property
    def messages(self) -> list[str]:
        """What the page tells on top: what was done, or could not be."""
        return [words(item) for lists in with_class(self.root, "messagelist") for item in lists]

    @property
    def errors(self) -> dict[str, list[str]]:
        """The complaints by field; those about the whole form under the empty name."""
        found: dict[str, list[str]] = {}
        for told in with_class(self.root, "errorlist"):
            field = told.get("id", "").removeprefix("id_").removesuffix("_error")
            found[field] = [words(item) for item in told]
        return found

    @property
    def buttons(self) -> set[str]:
        """The names of the buttons that would send the page's own form."""
        return {
            element.get("name", "")
            for element in self.root.iter()
            if element.get("type") == "submit" and element.get("name")
        }

    @property
    def links(self) -> set[str]:
        return {element.get("href", "") for element in self.root.iter("a")}

    @property
    def actions(self) -> set[str]:
        """The bulk actions that the list offers."""
        selects = (select for select in self.root.iter("select") if select.get("name") == "action")
        return {option.get("value", "") for select in selects for option in select} - {""}

    @property
    def comparison(self) -> dict[str, tuple[str, str]]:
        """The preview: what it is now, and what it would be afterwards."""
        table = next(with_class(self.root, "comparison"))
        return {label: (before, after) for label, before, after in rows_of(table)}

    def table(self, ident: str) -> list[list[str]]:
        """A table of the page in words."""
        return rows_of(by_id(self.root, ident))

    @property
    def listing(self) -> list[list[str]]:
        """The rows of a list, or of a bulk preview or result."""
        tables = [each for each in self.root.iter("table") if each.get("id") == "result_list"]
        return [row for table in tables or with_class(self.root, "listing") for row in rows_of(table)]

    @property
    def fields(self) -> dict[str, str]:
        """What the preview's form would send without a button: every field with its value."""
        form = by_id(self.root, "preview-form")
        sent: dict[str, str] = {}
        for element in form.iter():
            name = element.get("name")
            if not name or element.get("type") == "submit":
                continue
            if element.tag == "select":
                chosen = [option.get("value", "") for option in element if "selected" in option.attrib]
                sent[name] = chosen[0] if chosen else ""
            elif element.tag == "textarea":
                sent[name] = (element.text or "").strip()
            else:
                sent[name] = element.get("value", "")
        return sent


@dataclass
class Desk:
    """A signed-in user with a browser of their own."""

    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    def get(self, path: str, query: str = "") -> Page:
        return Page(self.client.get(path + (f"?{query}" if query else "")))

    def post(self, path: str, data: dict[str, Any], *, follow: bool = False) -> Page:
        return Page(self.client.post(path, data, follow=follow))

    def preview(self, path: str, data: dict[str, Any]) -> Page:
        """Ask what a change would do."""
        return self.post(path, {**data, "preview": "1"})

    def confirm(self, path: str, shown: Page, **corrections: str) -> Page:
        """Press the button below a preview; `corrections` are fields that were changed since. Follows to the page."""
        return self.post(path, {**shown.fields, **corrections, "confirm": "1"}, follow=True)

    def change(self, path: str, data: dict[str, Any]) -> Page:
        """Preview a change and confirm it."""
        return self.confirm(path, self.preview(path, data))

    def bulk(self, action: str, leads: list[Lead], *, query: str = "phase=ALL", **data: Any) -> Page:
        """Choose an action for leads of the list."""
        sent = {"action": action, ACTION_CHECKBOX_NAME: [lead.pk for lead in leads], **data}
        return self.post(f"{LIST}?{query}", sent)
