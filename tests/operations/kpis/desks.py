"""People who look at key figures, and facts around now: pages and the API take the present for now."""

from datetime import UTC, datetime, timedelta
from typing import Any

from core.models import User
from operations.facts.models import Order, Sample
from operations.kpis.services.snapshots import refresh_snapshots
from operations.kpis.services.trends import refresh_trends
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk
from tests.operations.kpis.scenes import fact

ALL_TERRITORIES = ["DE", "CH", "AT"]
OVERVIEW = "/admin/kpis/kpi/"


def person(role: str | None = "viewer", **fields: Any) -> User:
    """A user of a role (or "superuser"), who sees all territories and reads English unless told otherwise."""
    if role == "superuser":
        fields, role = {"is_superuser": True, **fields}, None
    given = {"language": "en", "is_staff": True, "territories": ALL_TERRITORIES, **fields}
    made: User = UserFactory.create(role=role, **given)
    return made


def desk(role: str | None = "viewer", **fields: Any) -> Desk:
    """Their desk."""
    return Desk(person(role, **fields))


def samples(territory: str, *, delivered: int, failed: int, ended: datetime | None = None) -> None:
    """Samples whose fate was decided yesterday, unless said otherwise."""
    at = ended or datetime.now(UTC) - timedelta(days=1)
    for field, number in (("delivered_at", delivered), ("failed_at", failed)):
        for _ in range(number):
            when = {"requested_at": at - timedelta(days=2), "processed_at": at - timedelta(days=2), field: at}
            fact(Sample, territory=territory, **when)


def order(territory: str, *, seconds: float) -> None:
    """An order of yesterday that was confirmed after so many seconds."""
    placed = datetime.now(UTC) - timedelta(days=1)
    fact(Order, territory=territory, placed_at=placed, confirmed_at=placed + timedelta(seconds=seconds))


def refresh() -> None:
    """What the minute's job does."""
    refresh_snapshots()
    refresh_trends()
