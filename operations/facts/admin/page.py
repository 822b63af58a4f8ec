"""The page of one fact: its milestones in order, what is known and from where, and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.console.tables import Table
from core.models import User
from journal.models import Event
from operations.facts.admin.linked import Linked
from operations.facts.admin.values import NONE, between, said
from operations.facts.models import BusinessFact

Cell = str | SafeString

# Sources of what did not come as an event.
BY_HAND = {"admin", "import"}


def milestones(fact: BusinessFact) -> list[Card]:
    """What has been reached, in the order in which it was, each with the time since the one before; then the rest."""
    reached = sorted((at, name) for name in fact.MILESTONES if (at := getattr(fact, name)) is not None)
    before: datetime | None = None
    cards = []
    for at, name in reached:
        note = _("%(length)s later") % {"length": between(before, at)} if before else ""
        cards.append(Card(label=_label(fact, name), value=moment(at), note=note, tone=Tone.GOOD))
        before = at
    open_ones = [name for name in fact.MILESTONES if getattr(fact, name) is None]
    return [*cards, *(Card(label=_label(fact, name), value=NONE) for name in open_ones)]


def values_table(fact: BusinessFact, names: Sequence[str], linked: Linked, user: User) -> Table:
    """What is known about a fact, and where each value comes from."""
    events = _events(fact, user)
    return Table(
        ident="values",
        title=_("What is known"),
        columns=(_("What"), _("Value"), _("Where from")),
        rows=[(_label(fact, name), _value(fact, name, linked), _origin(fact, name, events)) for name in names],
    )


def badges(fact: BusinessFact) -> list[SafeString]:
    """What is out of the ordinary."""
    return [badge(_("corrected"), Tone.HELD, icon="edit")] if fact.corrected else []


def notes(fact: BusinessFact) -> Iterator[str]:
    """That it counts no more, and why."""
    if fact.voided_at is not None:
        values = {"who": fact.voided_by, "at": moment(fact.voided_at), "why": fact.void_reason}
        yield _("Voided by %(who)s on %(at)s: %(why)s. It counts nowhere.") % values


def _label(fact: BusinessFact, name: str) -> str:
    return capfirst(str(fact._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _value(fact: BusinessFact, name: str, linked: Linked) -> Cell:
    value = getattr(fact, name)
    if name == "lead_id":
        return linked.lead(value)
    if name == "user_id":
        return linked.person(value)
    field: Any = fact._meta.get_field(name)
    return said(field, value)


def _events(fact: BusinessFact, user: User) -> Mapping[str, str]:
    """The pages of the events that said the values, as far as `user` may see them: event id -> address."""
    if not user.has_perm("journal.view_event"):
        return {}
    ids = {version[1] for version in fact.versions.values()}
    found = Event.objects.for_user(user).filter(event_id__in=ids).values_list("event_id", "pk") if ids else ()
    return {str(event_id): reverse("admin:journal_event_change", args=[pk]) for event_id, pk in found}


def _origin(fact: BusinessFact, name: str, events: Mapping[str, str]) -> Cell:
    if name in fact.corrected:
        return _("corrected by a person; events change it no more")
    if name in fact.versions:
        return _reported(fact, fact.versions[name], events)
    if getattr(fact, name) in (None, ""):
        return NONE
    if fact.source in BY_HAND:
        return _("entered by a person")
    told = _("the earliest report of %(source)s") if name in fact.MILESTONES else _("not reported; assumed")
    return told % {"source": fact.source}


def _reported(fact: BusinessFact, version: tuple[str, str], events: Mapping[str, str]) -> Cell:
    at, event_id = version
    told, when = _("reported by %(source)s") % {"source": fact.source}, moment(datetime.fromisoformat(at))
    if event_id not in events:
        return f"{told}, {when}"
    return format_html('{}, <a href="{}">{}</a>', told, events[event_id], when)
