"""How many of everything: what the product promises its speed for, and a small form that only shows that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of rows; `repetitions` is for work that takes seconds."""

    leads: int
    activities: int
    holds: int
    users: int
    loaded_leads: int
    loaded_holds: int
    reminders: int
    looped_reminders: int
    looks: int
    repetitions: int
    eventful_holds: int
    delivered_events: int
    pending_events: int
    journal_events: int
    ingested_events: int
    runbooks: int
    facts: int


SIZES = {
    "full": Size(
        leads=1_000_000, activities=3_000_000, holds=300_000, users=1_000, loaded_leads=100_000, loaded_holds=30_000,
        reminders=10_000, looped_reminders=500, looks=300, repetitions=3,
        eventful_holds=10_000, delivered_events=5_000, pending_events=10_000, journal_events=1_000_000,
        ingested_events=50_000, runbooks=1_000, facts=500_000,
    ),
    "small": Size(
        leads=4_000, activities=12_000, holds=1_200, users=4, loaded_leads=400, loaded_holds=120,
        reminders=40, looped_reminders=20, looks=10, repetitions=1,
        eventful_holds=40, delivered_events=50, pending_events=500, journal_events=2_000,
        ingested_events=1_000, runbooks=20, facts=5_000,
    ),
}  # fmt: skip
