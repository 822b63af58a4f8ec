"""The rota as its page shows it: who is on call now, who follows, and where nobody does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from operations.incidents.admin.rights import COMMAND, SEE_CONTACTS, WORK
from operations.incidents.admin.rota_strip import Bar, strip
from operations.incidents.admin.texts import hour_of, lasted
from operations.incidents.models import OnCallShift
from operations.runbooks.admin.texts import dialled
from operations.runbooks.models import Contact
from operations.runbooks.responsibilities import Responsibility

WEEKS = 4
# Alerts wake these whatever happens: their gaps are shown even where nobody has planned anything.
_ALWAYS = (Responsibility.OPERATIONS_ON_CALL, Responsibility.ENGINEERING_ON_CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is reached now; `dials` is the number as a telephone takes it."""

    name: str
    phone: str = ""
    dials: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A shift, or (without `shift`) a gap; `fill_url` leads to planning one there."""

    since: str
    until: str
    length: str
    shift: OnCallShift | None = None
    is_now: bool = False
    is_mine: bool = False
    may_hand_over: bool = False
    may_cancel: bool = False
    may_take_over: bool = False
    fill_url: str = ""


@dataclass(slots=True, kw_only=True)
class Desk:
    """One responsibility. `by_rota`: whoever is reached is on call; else they are its emergency contacts."""

    value: str
    label: str
    now: Sequence[Person]
    by_rota: bool
    until: str = ""
    slots: Sequence[Slot] = field(default_factory=list)
    gaps: int = 0
    strip: SafeString | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The page: responsibilities with a rota, and those that are reached by their contacts alone."""

    first: datetime
    last: datetime
    weeks: Sequence[str]
    planned: Sequence[Desk]
    others: Sequence[Desk]


def rota(user: User, *, now: datetime, first: datetime) -> Rota:
    """The rota of the weeks from `first` (a midnight in Berlin) as `user` may see it; two queries."""
    midnight = berlin_wall(first)
    until = berlin_instant(midnight + timedelta(weeks=WEEKS))
    shifts = list(_shifts(min(first, now), max(until, now + timedelta(seconds=1))))
    contacts = list(Contact.objects.all())
    wall = _Wall(shifts, contacts, user, (first, until), now)
    desks = [_desk(value, wall) for value in Responsibility.values]
    with_rota = {shift.responsibility for shift in shifts} | set(_ALWAYS)
    return Rota(
        first=first,
        last=berlin_instant(midnight + timedelta(weeks=WEEKS, days=-1)),
        weeks=[hour_of(berlin_instant(midnight + timedelta(weeks=week))).partition(",")[0] for week in range(WEEKS)],
        planned=[desk for desk in desks if desk.value in with_rota],
        others=[desk for desk in desks if desk.value not in with_rota],
    )


def _shifts(since: datetime, until: datetime) -> Iterator[OnCallShift]:
    found = OnCallShift.objects.filter(ends_at__gt=since, starts_at__lt=until)
    return found.select_related("user", "created_by").order_by("starts_at").iterator()


@dataclass(frozen=True, slots=True)
class _Wall:
    """All that is read for a page."""

    shifts: Sequence[OnCallShift]
    contacts: Sequence[Contact]
    user: User
    period: tuple[datetime, datetime]
    now: datetime


def _desk(value: str, wall: _Wall) -> Desk:
    mine = [shift for shift in wall.shifts if shift.responsibility == value]
    running = next((shift for shift in mine if shift.starts_at <= wall.now < shift.ends_at), None)
    contacts = wall.contacts if wall.user.has_perm(SEE_CONTACTS) else ()
    if running is not None:
        people = [_on_call(running, contacts)]
    else:
        people = [_contact(each) for each in contacts if each.role == value]
    label = str(Responsibility(value).label)
    slots = list(_slots(value, mine, wall))
    return Desk(
        value=value,
        label=label,
        now=people,
        by_rota=running is not None,
        until=hour_of(running.ends_at) if running else "",
        slots=slots,
        gaps=sum(slot.shift is None for slot in slots),
        strip=strip([_bar(shift) for shift in mine], wall.period, wall.now, label),
    )


def _slots(value: str, shifts: Sequence[OnCallShift], wall: _Wall) -> Iterator[Slot]:
    """Shifts and the gaps between them, in their order; what is over is no gap any more."""
    first, last = wall.period
    reached = max(first, wall.now)
    for shift in shifts:
        if shift.ends_at <= first or shift.starts_at >= last:
            continue
        if shift.starts_at > reached:
            yield _gap(value, reached, shift.starts_at, wall.user)
        yield _slot(shift, wall.user, wall.now)
        reached = max(reached, shift.ends_at)
    if reached < last:
        yield _gap(value, reached, last, wall.user)


def _slot(shift: OnCallShift, user: User, now: datetime) -> Slot:
    is_over, is_mine = shift.ends_at <= now, shift.user_id == user.pk
    commands = user.has_perm(COMMAND)
    return Slot(
        since=hour_of(shift.starts_at),
        until=hour_of(shift.ends_at),
        length=lasted(shift.ends_at - shift.starts_at),
        shift=shift,
        is_now=shift.starts_at <= now < shift.ends_at,
        is_mine=is_mine,
        may_hand_over=not is_over and (commands or (is_mine and user.has_perm(WORK))),
        may_cancel=not is_over and commands,
        may_take_over=not is_over and is_mine and bool(shift.handover_note) and shift.taken_over_at is None,
    )


def _gap(value: str, since: datetime, until: datetime, user: User) -> Slot:
    query = urlencode(
        {
            "responsibility": value,
            "starts_at": berlin_wall(since).strftime("%Y-%m-%dT%H:%M"),
            "ends_at": berlin_wall(until).strftime("%Y-%m-%dT%H:%M"),
        }
    )
    url = f"{reverse('admin:incidents_oncallshift_add')}?{query}" if user.has_perm(COMMAND) else ""
    return Slot(since=hour_of(since), until=hour_of(until), length=lasted(until - since), fill_url=url)


def _on_call(shift: OnCallShift, contacts: Sequence[Contact]) -> Person:
    """Whoever is on call; their number is that of a contact with the same e-mail address."""
    email = shift.user.email
    phone = next((each.phone for each in contacts if email and each.email.casefold() == email.casefold()), "")
    return Person(name=str(shift.user), phone=phone, dials=dialled(phone), email=email)


def _contact(contact: Contact) -> Person:
    return Person(
        name=contact.name, phone=contact.phone, dials=dialled(contact.phone), email=contact.email, note=contact.hours
    )


def _bar(shift: OnCallShift) -> Bar:
    return Bar(shift.starts_at, shift.ends_at, str(shift.user), shift.user_id)
