"""What happened to the demo's leads: enough of everything that every page has something to show."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from core.errors import DomainError
from core.models import User
from leads.demo.companies import Company, invent
from leads.models import ActivityKind, HoldReason, LeadStatus, OwnershipMode
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from leads.services.ownership import reassign_lead
from leads.services.registration import register_lead
from leads.services.status import change_status

# How many days ago leads of each kind were registered: base, follow-up, grace (reminder due), nearly over, expired.
_AGES = (((2, 175), 42), ((185, 238), 22), ((245, 250), 12), ((251, 253), 6), ((256, 420), 18))
_WHY = {
    HoldReason.PRICE: ("Preisfreigabe für die Wochenkarte fehlt", "Sonderpreis beim Einkauf angefragt"),
    HoldReason.SAMPLE: ("Muster Spargel noch nicht verschickt", "Käsemuster beschädigt angekommen, neues bestellt"),
    HoldReason.DOCUMENTS: ("Spezifikationen fehlen", "Rahmenvertrag noch nicht unterschrieben"),
    HoldReason.CUSTOMER_BLOCKED: ("Betriebsferien", "Umbau der Küche"),
    HoldReason.OTHER: ("Klärung mit der Zentrale",),
}
_NOTES = ("Küchenchef interessiert sich für die Winterkarte.", "Rückruf vereinbart.", "Muster kam sehr gut an.", "")


def tell(count: int, owners: list[User], now: datetime, dice: random.Random) -> Iterator[int]:
    """Register `count` leads with histories that end at `now` (aware); yields how many are done."""
    for number, company in enumerate(invent(count, dice), 1):
        _tell_one(company, owners, now, dice)
        yield number


def _tell_one(company: Company, owners: list[User], now: datetime, dice: random.Random) -> None:
    local = [owner for owner in owners if company.territory in owner.territories]
    owner = dice.choice(local)
    (youngest, oldest), _weight = dice.choices(_AGES, [weight for _ages, weight in _AGES])[0]
    age = timedelta(days=dice.randint(youngest, oldest), minutes=dice.randrange(600))
    registered = register_lead(
        actor=None,
        user_id=owner.pk,
        company=company.name,
        street=company.street,
        postal_code=company.postal_code,
        city=company.city,
        territory=company.territory,
        phone=company.phone,
        website=company.website,
        registered_at=now - age,
        source="demo",
    )
    lead_id = registered.lead.pk
    for _ in range(dice.choices((0, 1, 2, 4), (3, 4, 3, 1))[0]):
        record_activity(
            lead_id=lead_id,
            actor=None,
            kind=dice.choice(list(ActivityKind)),
            occurred_at=now - age * dice.random() * 0.97,
            note=dice.choice(_NOTES),
        )
    if dice.random() < 0.25:
        _hold(
            lead_id, now - age * dice.uniform(0.3, 0.9), dice, closed_after=timedelta(days=dice.randint(2, 12)), now=now
        )
    if dice.random() < 0.12 and age < timedelta(days=240):
        _hold(lead_id, now - timedelta(days=dice.randint(1, 45), hours=3), dice, closed_after=None, now=now)
    if dice.random() < 0.05 and len(local) > 1:
        other = dice.choice([each for each in local if each != owner])
        mode = dice.choice((OwnershipMode.RESTART, OwnershipMode.INHERIT))
        reassign_lead(
            lead_id=lead_id, actor=None, user_id=other.pk, effective_at=now - age / 4, mode=mode, close_holds=False
        )
    if dice.random() < 0.06:
        change_status(lead_id=lead_id, actor=None, status=dice.choice((LeadStatus.CONVERTED, LeadStatus.WITHDRAWN)))


def _hold(lead_id: int, start: datetime, dice: random.Random, *, closed_after: timedelta | None, now: datetime) -> None:
    code = dice.choice(list(HoldReason))
    end = min(start + closed_after, now) if closed_after else None
    with suppress(DomainError):  # it would begin after expiry, or overlap: then this lead has one hold less
        place_hold(
            lead_id=lead_id, actor=None, reason_code=code, reason=dice.choice(_WHY[code]), start_at=start, end_at=end
        )
