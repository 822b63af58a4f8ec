"""Samples, catering requests, orders and the assignment of leads in the demo."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from operations.facts.models import CateringRequest, LeadAssignment, Order, Sample
from operations.facts.reports import Report
from operations.kpis.demo.telling import Stage

_PRODUCTS = ("Frische Pasta", "Trüffel", "Spargel", "Wild", "Bergkäse", "Räucherfisch")
_FAILED = ("Charge gesperrt", "Anschrift falsch", "Kühlkette unterbrochen", "Empfänger nicht angetroffen")
# How many of a hundred samples arrive; how many of a hundred are slow to be sent off, answered, confirmed.
_ARRIVE = {"DE": 94, "CH": 83, "AT": 90}
_SLOW = {"DE": 2, "CH": 9, "AT": 4}


def samples(stage: Stage) -> Iterator[Report]:
    """Most are sent off within two minutes; in Switzerland some wait, and more fail. One in Austria is lost."""
    dice = stage.dice
    for number, (territory, at, lead) in enumerate(stage.working_hours(), start=1):
        waits = dice.uniform(180, 900) if dice.randrange(100) < _SLOW[territory] else dice.uniform(20, 110)
        ended = at + timedelta(days=dice.randint(1, 3), hours=dice.randint(0, 5))
        arrives = dice.randrange(100) < _ARRIVE[territory]
        is_urgent = dice.random() < 0.15
        yield from stage.report(
            Sample,
            f"M-{number:05}",
            lead,
            {
                "requested_at": at,
                "processed_at": at + timedelta(seconds=waits),
                "delivered_at": ended if arrives else None,
                "failed_at": None if arrives else ended,
            },
            product_type=dice.choice(_PRODUCTS),
            urgency="URGENT" if is_urgent else "NORMAL",
            due_at=at + timedelta(days=5 if not is_urgent else 4),
            cause="" if arrives else dice.choice(_FAILED),
        )
    if stage.leads.get("AT"):
        lost = stage.now - timedelta(days=9)
        yield from stage.report(
            Sample,
            "M-VERLOREN",
            stage.leads["AT"][0],
            {"requested_at": lost - timedelta(days=4), "processed_at": lost - timedelta(days=4), "lost_at": lost},
            product_type="Trüffel",
            urgency="URGENT",
            cause="Sendung beim Spediteur nicht auffindbar",
        )


def catering(stage: Stage) -> Iterator[Report]:
    """Most are answered within two hours; one in Germany waits, for an event the day after tomorrow."""
    dice = stage.dice
    for number, (territory, at, lead) in enumerate(stage.working_hours(0.3), start=1):
        minutes = dice.uniform(150, 400) if dice.randrange(100) < _SLOW[territory] else dice.uniform(10, 110)
        yield from stage.report(
            CateringRequest,
            f"C-{number:05}",
            lead,
            # What was asked lately has been answered by all means: one that waits is enough.
            {"asked_at": at, "answered_at": min(at + timedelta(minutes=minutes), stage.now)},
            event_at=at + timedelta(days=dice.randint(10, 60)),
            guests=dice.choice((30, 45, 60, 80, 120, 200, 350)),
            answer=dice.choices(("OFFERED", "ASKED_BACK", "DECLINED"), (7, 2, 1))[0],
        )
    if stage.leads.get("DE"):
        asked = {"asked_at": stage.now - timedelta(hours=3)}
        event = stage.now + timedelta(hours=42)
        yield from stage.report(CateringRequest, "C-OFFEN", stage.leads["DE"][0], asked, event_at=event, guests=140)


def orders(stage: Stage) -> Iterator[Report]:
    """Most are confirmed within five minutes."""
    dice = stage.dice
    for number, (territory, at, lead) in enumerate(stage.working_hours(0.9), start=1):
        seconds = dice.uniform(320, 1500) if dice.randrange(100) < _SLOW[territory] else dice.uniform(30, 280)
        yield from stage.report(
            Order,
            f"A-{number:05}",
            lead,
            {"placed_at": at, "confirmed_at": min(at + timedelta(seconds=seconds), stage.now)},
            amount=Decimal(dice.randrange(180, 2400)),
            currency="CHF" if territory == "CH" else "EUR",
            deliver_at=at + timedelta(days=dice.randint(1, 6)),
        )


def assignments(stage: Stage) -> Iterator[Report]:
    """New leads are given to somebody within seconds; a few in Germany take longer."""
    for leads in stage.leads.values():
        for lead in leads:
            is_slow = lead.territory == "DE" and stage.dice.random() < 0.08
            seconds = stage.dice.uniform(40, 90) if is_slow else stage.dice.uniform(2, 26)
            given = {"came_in_at": lead.created_at, "assigned_at": lead.created_at + timedelta(seconds=seconds)}
            yield from stage.report(LeadAssignment, str(lead.lead_id), lead, given)
