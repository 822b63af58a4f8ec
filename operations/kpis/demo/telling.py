"""What the parts of the demo have in common: working days, leads, and reports as the CRM would send them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from core.walltime import berlin_instant, berlin_wall
from operations.facts.models import BusinessFact
from operations.facts.reports import Report, Value

SOURCE = "demo"
DAYS = 90
Instants = Mapping[str, datetime | None]


@dataclass(frozen=True, slots=True)
class DemoLead:
    """A lead that facts are told of."""

    lead_id: int
    user_id: int
    territory: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there to tell with: the leads by territory, the present (aware), and the dice."""

    leads: Mapping[str, Sequence[DemoLead]]
    now: datetime
    dice: random.Random

    def working_hours(self, share: float = 1.0) -> Iterator[tuple[str, datetime, DemoLead]]:
        """Instants between 8 and 18 o'clock of the last days, each with a territory and one of its leads.

        `share`: how many there are, of eight on a working day and one on a Sunday.
        """
        today = berlin_wall(self.now).date()
        for days in range(DAYS, -1, -1):
            day = today - timedelta(days=days)
            usual = (8, 8, 9, 8, 7, 3, 1)[day.weekday()]
            for _ in range(int(usual * share + self.dice.random())):
                territory = self.dice.choices(("DE", "CH", "AT"), (5, 3, 3))[0]
                at = berlin_instant(datetime.combine(day, time(8))) + timedelta(seconds=self.dice.randrange(36_000))
                if at < self.now and self.leads.get(territory):
                    yield territory, at, self.dice.choice(self.leads[territory])

    def uuid(self) -> UUID:
        """A random id, the same in every demo."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def report(
        self,
        fact: type[BusinessFact],
        reference: str,
        about: DemoLead | None,
        instants: Instants,
        *,
        territory: str = "",
        **details: Value,
    ) -> Iterator[Report]:
        """The reports of a fact: one for each milestone that it has reached; what lies ahead has not happened."""
        for milestone, at in instants.items():
            if at is not None and at <= self.now:
                yield Report(
                    model=fact,
                    source=SOURCE,
                    external_id=reference,
                    event_id=str(self.uuid()),
                    at=at,
                    territory=about.territory if about else territory,
                    lead_id=about.lead_id if about else None,
                    user_id=about.user_id if about else None,
                    milestone=milestone,
                    reached_at=at,
                    details=details,
                )
