"""How a target came about: who set or changed it, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps

from core.models import User


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target as it was from `at` on. `who` and `why` are empty where nobody said, as at the first set-up."""

    at: datetime
    who: str
    why: str
    kpi: str
    territory: str
    season: str
    valid_from: date
    target: Decimal


def changes_of(target_id: int) -> Iterator[TargetChange]:
    """All changes of a target, the newest first. Two queries."""
    events = list(apps.get_model("kpis", "KpiTargetEvent").objects.filter(pgh_obj_id=target_id).order_by("-pgh_id"))
    ids = {user for event in events if isinstance(user := (event.pgh_context or {}).get("user"), int)}
    people = {person.pk: person.get_full_name() or person.get_username() for person in User.objects.filter(pk__in=ids)}
    for event in events:
        context = event.pgh_context or {}
        yield TargetChange(
            at=event.pgh_created_at,
            who=people.get(context.get("user", 0), ""),
            why=str(context.get("reason", "")),
            kpi=event.kpi,
            territory=event.territory,
            season=event.season,
            valid_from=event.valid_from,
            target=event.target,
        )
