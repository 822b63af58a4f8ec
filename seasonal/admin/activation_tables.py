"""What the page of a season shows about switching it on: what is not ready, what was switched, what can be done."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from core.console.tables import Action, Table
from core.models import User
from seasonal.admin.mode_texts import said
from seasonal.models import Season, SeasonActivation, SeasonState
from seasonal.operating import mode_of
from seasonal.readiness import ReadinessFailure
from seasonal.rights import ACTIVATE
from seasonal.services.readiness import readiness_of


def activation_actions(season: Season, user: User) -> Iterator[Action]:
    """What the user may switch."""
    if not user.has_perm(ACTIVATE):
        return

    def address(name: str) -> str:
        return reverse(f"admin:seasonal_season_{name}", args=[season.pk])

    is_on = season.activations.live().exists()
    if season.state == SeasonState.OPEN or (season.state == SeasonState.ACTIVE and not is_on):
        yield Action(label=_("Activate"), url=address("activate"), primary=True)
    elif is_on:
        yield Action(label=_("Take over the profile"), url=address("profile"))
        yield Action(label=_("Roll back"), url=address("rollback"))


def activation_tables(season: Season) -> list[Table]:
    """What is not ready, as long as that matters, and each activation with what it switched."""
    tables = []
    if season.state in {SeasonState.OPEN, SeasonState.ACTIVE}:
        tables.append(readiness_table(readiness_of(season, timezone.now())))
    people = season.activations.select_related("activated_by", "rolled_back_by", "ended_by")
    if found := list(people):
        tables.append(_activations(season, found))
    return tables


def readiness_table(failures: Sequence[ReadinessFailure]) -> Table:
    """What is not ready, and what to do about it."""
    return Table(
        ident="readiness",
        title=_("What is not ready"),
        columns=(_("Not ready"), _("What to do")),
        rows=[(with_note(_weight(each), each.text), each.what_to_do) for each in failures],
        empty=_("Everything is ready."),
    )


def _weight(failure: ReadinessFailure) -> SafeString:
    if failure.blocking:
        return badge(_("missing"), Tone.DANGER, icon="alert")
    return badge(_("doubtful"), Tone.WARNING, icon="info")


def _activations(season: Season, activations: Sequence[SeasonActivation]) -> Table:
    return Table(
        ident="activations",
        title=_("Activations"),
        columns=(_("Activated"), _("What it switches"), _("Until")),
        rows=[
            (
                with_note(moment(each.activated_at), _who(each.activated_by, each.reason)),
                with_note(
                    "; ".join(f"{label}: {value}" for label, value in said(mode_of(each.profile, season))),
                    _("Not ready: %(count)s") % {"count": len(each.readiness)} if each.readiness else "",
                ),
                _until(each),
            )
            for each in activations
        ],
    )


def _who(person: User | None, reason: str) -> str:
    name = (person.get_full_name() or person.get_username()) if person else _("by itself")
    return f"{name}: {reason}" if reason else name


def _until(activation: SeasonActivation) -> SafeString | str:
    if activation.rolled_back_at is not None:
        why = _who(activation.rolled_back_by, activation.rollback_reason)
        return with_note(_("rolled back %(time)s") % {"time": moment(activation.rolled_back_at)}, why)
    if activation.ended_at is not None:
        return with_note(moment(activation.ended_at), _who(activation.ended_by, ""))
    return badge(_("active"), Tone.GOOD, icon="play")
