"""Whether an incoming event may be recorded: it keeps its contract, has happened, and is the sender's business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core.api.fields import InstantField
from core.models import User
from core.territory import Territory
from journal.contracts.validation import validate
from journal.contracts.words import Fault
from journal.territories import territories_of

# Other systems' clocks are a little fast.
TOLERANCE = timedelta(seconds=60)

_INSTANT = InstantField()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `faults`, or none and the territory that the event belongs to (None: not known yet)."""

    event: Any
    faults: list[Fault] = field(default_factory=list)
    territory: str | None = None


def judge(events: Sequence[Any], *, sender: User, now: datetime) -> list[Verdict]:
    """A verdict on each, in order; reasons in the present language. `now` (aware) is the database's."""
    broken = [validate(event) or _not_yet(event, now) for event in events]
    lead_ids = {
        int(event["lead_id"])
        for event, faults in zip(events, broken, strict=True)
        if not faults and event.get("lead_id") is not None
    }
    of_leads = territories_of("lead", lead_ids)
    allowed = set(Territory.values) if sender.is_superuser else set(sender.territories)
    return [
        Verdict(event, faults) if faults else _placed(event, allowed, of_leads)
        for event, faults in zip(events, broken, strict=True)
    ]


def _not_yet(event: dict[str, Any], now: datetime) -> list[Fault]:
    if _INSTANT.to_internal_value(event["timestamp"]) <= now + TOLERANCE:
        return []
    return [Fault("/timestamp", _("This lies in the future. Send what has happened, when it has happened."))]


def _placed(event: dict[str, Any], allowed: set[str], of_leads: Mapping[int, str]) -> Verdict:
    named, moved = event.get("territory"), event.get("metadata", {}).get("territory")
    of_lead = of_leads.get(int(event.get("lead_id") or 0))
    territory = named or of_lead or (next(iter(allowed)) if len(allowed) == 1 else None)
    faults = []
    if named is not None and named not in allowed:
        faults.append(Fault("/territory", _("Your account does not send events of this territory.")))
    if moved in Territory.values and moved not in allowed:
        faults.append(Fault("/metadata/territory", _("Your account does not send events of this territory.")))
    if of_lead is not None and of_lead not in allowed:
        faults.append(Fault("/lead_id", _("There is no such lead in your territories.")))
    if territory is None and allowed != set(Territory.values):
        faults.append(Fault("/territory", _("Name the territory: your account does not send events of all of them.")))
    return Verdict(event, faults, territory)
