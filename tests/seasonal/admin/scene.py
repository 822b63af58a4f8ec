"""Something to look at: a season, a campaign, a plan."""

from datetime import UTC, date, datetime

from seasonal.models import Campaign, CapacityPlan, Season
from seasonal.services.capacity import gather_inputs, save_plan
from tests.factories import UserFactory

ALL = ["DE", "CH", "AT"]


def season(kind: str = "oktoberfest", year: int = 2027) -> Season:
    return Season.objects.get(kind=kind, starts_on__year=year)


def campaign() -> Campaign:
    made, _new = Campaign.objects.get_or_create(
        name="Wiesn-Mailing",
        territory="DE",
        defaults={
            "starts_at": datetime(2027, 9, 13, 6, tzinfo=UTC),
            "ends_at": datetime(2027, 9, 17, 18, tzinfo=UTC),
            "burst": "2.5",
            "ratio": "20",
        },
    )
    return made


def plan(kind: str = "christmas") -> CapacityPlan:
    one = season(kind)
    found = CapacityPlan.objects.filter(season=one).first()
    if found:
        return found
    inputs = gather_inputs(season=one, territories=ALL, day=date(2027, 9, 1))
    return save_plan(actor=UserFactory.create(role="lead"), season=one, name="First plan", inputs=inputs)
