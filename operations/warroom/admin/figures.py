"""The figures on top of a season's war room, large enough to be read from across a room."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Card
from core.models import User
from core.operating import OperatingMode
from core.walltime import berlin_wall
from operations.incidents.admin.rights import VIEW as SEE_INCIDENTS
from operations.incidents.admin.texts import lasted
from operations.incidents.present import going_on
from operations.warroom.queues import notifications, outbox, reminders
from seasonal.admin.texts import day, number
from seasonal.models import Season, SeasonActivation, SeasonState
from seasonal.operating import mode_of
from seasonal.rights import ACTIVATE

SEE_DELIVERIES, SEE_REMINDERS = "journal.view_delivery", "leads.view_leadreminder"
_LAG = timedelta(minutes=1)  # as the alert OutboxLagHigh


def figures(
    season: Season, user: User, now: datetime, *, late: int | None, territories: Sequence[str]
) -> Iterator[Card]:
    """The cards that a user may see, in the order of their rank; `late`: how many milestones are; None: no playbook."""
    yield _day(season, berlin_wall(now).date())
    yield _operation(season, user)
    if user.has_perm(SEE_INCIDENTS):
        yield _incidents(user)
    yield _late(season, late)
    if user.has_perm(SEE_DELIVERIES):
        yield _outbox()
    if user.has_perm(SEE_REMINDERS):
        yield _reminders(territories)
    if user.has_perm(SEE_INCIDENTS):
        yield _notifications(user, now)


def _late(season: Season, late: int | None) -> Card:
    unmade = late is None
    return Card(
        label=_("Late milestones"),
        value="–" if late is None else number(late),
        note=_("No playbook was made.") if unmade else _("of this season's playbook"),
        url=reverse("admin:seasonal_milestone_playbook", args=[season.pk]),
        tone=Tone.WARNING if unmade else Tone.DANGER if late else Tone.GOOD,
    )


def _day(season: Season, today: date) -> Card:
    length = (season.ends_on - season.starts_on).days + 1
    reached = (today - season.starts_on).days + 1
    if reached < 1:
        left = 1 - reached
        text = ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}
        return Card(label=_("Begins"), value=text, note=day(season.starts_on))
    if reached > length:
        return Card(label=_("Season"), value=_("over"), note=_("since %(day)s") % {"day": day(season.ends_on)})
    return Card(
        label=_("Day"),
        value=f"{reached} / {length}",
        note=_("until %(day)s") % {"day": day(season.ends_on)},
    )


def _operation(season: Season, user: User) -> Card:
    """Whether it is switched on, and what that switches; it leads to where that is done."""
    page = reverse("admin:seasonal_season_change", args=[season.pk])
    last = season.activations.first()
    if last is not None and last.is_live:
        return Card(
            label=_("Season's operation"),
            value=_("on"),
            note=_switched(mode_of(last.profile, season)),
            url=f"{page}#activations",
            tone=Tone.GOOD,
        )
    activates = user.has_perm(ACTIVATE) and season.state in {SeasonState.OPEN, SeasonState.ACTIVE}
    return Card(
        label=_("Season's operation"),
        value=_("off"),
        note=_rolled_back(last) if last and last.rolled_back_at else _("FreshOps runs as usual"),
        url=reverse("admin:seasonal_season_activate", args=[season.pk]) if activates else page,
        tone=Tone.WARNING if season.state == SeasonState.ACTIVE else Tone.NEUTRAL,
    )


def _rolled_back(last: SeasonActivation) -> str:
    return _("rolled back: %(reason)s") % {"reason": last.rollback_reason}


def _switched(mode: OperatingMode) -> str:
    told = [_("catering first")] if mode.catering_first else []
    if mode.switched_off:
        resting = ", ".join(str(feature.label) for feature in mode.switched_off)
        told.append(_("switched off: %(what)s") % {"what": resting})
    return " · ".join(told) or _("nothing is switched off")


def _incidents(user: User) -> Card:
    present = going_on(user)
    left = present.unanswered
    waiting = ngettext("%(count)s without a reaction", "%(count)s without a reaction", left) % {"count": left}
    quiet = _("somebody is at work on each") if present.incidents else _("all is quiet")
    return Card(
        label=_("Open incidents"),
        value=number(len(present.incidents)),
        note=waiting if left else quiet,
        url=reverse("admin:incidents_incident_changelist"),
        tone=Tone.DANGER if left else Tone.WARNING if present.incidents else Tone.GOOD,
    )


def _outbox() -> Card:
    found = outbox()
    lag = timedelta(seconds=found.lag)
    return Card(
        label=_("Events behind"),
        value=_("%(seconds)s s") % {"seconds": number(round(found.lag))} if lag < 2 * _LAG else lasted(lag),
        note=_("%(waiting)s wait, %(parked)s parked")
        % {"waiting": number(found.waiting), "parked": number(found.parked)},
        url=reverse("admin:journal_delivery_changelist"),
        tone=Tone.DANGER if lag > _LAG else Tone.WARNING if found.parked else Tone.GOOD,
    )


def _reminders(territories: Sequence[str]) -> Card:
    found = reminders(territories)
    told = [_("%(dead)s given up") % {"dead": number(found.dead)}]
    if found.overdue:
        told.append(_("%(overdue)s over 60 minutes late") % {"overdue": number(found.overdue)})
    if found.unreminded:
        told.append(_("%(count)s expired without one") % {"count": number(found.unreminded)})
    failed = found.dead or found.overdue or found.unreminded
    return Card(
        label=_("Reminders due"),
        value=number(found.waiting),
        note=", ".join(told),
        url=reverse("admin:leads_leadreminder_changelist"),
        tone=Tone.DANGER if failed else Tone.GOOD,
    )


def _notifications(user: User, now: datetime) -> Card:
    found = notifications(user, now)
    told = [
        _("%(pages)s to people on call, %(notices)s about milestones")
        % {"pages": number(found.pages), "notices": number(found.notices)}
    ]
    if found.failed:
        told.append(_("%(failed)s failed") % {"failed": number(found.failed)})
    return Card(
        label=_("Notifications due"),
        value=number(found.pages + found.notices),
        note=", ".join(told),
        url=reverse("admin:incidents_incident_changelist"),
        tone=Tone.DANGER if found.failed else Tone.WARNING if found.pages else Tone.GOOD,
    )
