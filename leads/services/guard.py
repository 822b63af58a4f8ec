"""Entries that would end or revive protection: who may make them, and how they are confirmed."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.walltime import berlin_wall
from leads.errors import LeadNotFound, OverrideNeeded, constraint_errors
from leads.models import Lead
from leads.protection import Protection
from leads.querysets.protection import protection_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do to one lead's clock."""

    before: Protection
    after: Protection
    needs_override: bool

    @property
    def changes_state(self) -> bool:
        return self.before.state is not self.after.state

    @property
    def changes_deadline(self) -> bool:
        return _clock(self.before) != _clock(self.after)

    @property
    def confirmation(self) -> str:
        """A token for this before and after, to give back when the change is made.

        Good for as long as the same facts lead to the same outcome, however long its reader takes: of what is, it holds
        what only a fact changes; of what would be, the Berlin day on which protection would end.
        """
        outcome = (self.after.user_id, self.after.status, str(self.after.state), _is_open(self.after))
        day = berlin_wall(self.after.protection_expires_at).date()
        return _digest(*_facts(self.before), *outcome, day)

    def is_confirmed_by(self, confirmation: str) -> bool:
        """Whether `confirmation` came from a preview of this before and after."""
        return confirmation == self.confirmation


@dataclass(frozen=True, slots=True)
class Override:
    """A person's decision that an entry may end or revive protection: why, and which preview they confirmed."""

    reason: str
    confirmation: str


def _clock(protection: Protection) -> tuple[object, ...]:
    end = _minutes(protection.remaining) if _is_open(protection) else _minutes(protection.protection_expires_at)
    return protection.user_id, str(protection.state), protection.clock_stopped, protection.stopped_until, end


def _facts(before: Protection) -> tuple[object, ...]:
    """What the facts come to, and time alone does not change, but for protection that ends."""
    owner = (before.lead_id, before.user_id, before.status, before.policy_id, before.started_at.timestamp())
    end = before.remaining if _is_open(before) else before.protection_expires_at.timestamp()
    return *owner, str(before.state), _is_open(before), end


def _is_open(protection: Protection) -> bool:
    """Whether an open hold stands: then the boundaries move with every second, and what is left stays."""
    return protection.clock_stopped and protection.stopped_until is None


def _minutes(value: datetime | timedelta) -> int:
    # Two readings of one clock lie some milliseconds apart.
    seconds = value.total_seconds() if isinstance(value, timedelta) else value.timestamp()
    return round(seconds / 60)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


@contextmanager
def changing_lead(lead_id: int, actor: User | None, override: Override | None = None) -> Iterator[Lead]:
    """Run a change of one lead's facts in a transaction, with the lead locked, and refuse what `actor` may not do.

    Where the change turns PROTECTED into EXPIRED or back, a person needs the override permission and an `override`
    with a reason and the confirmation of the preview; systems report facts, and facts always count.
    Raises LeadNotFound, OverrideNeeded, and the DomainErrors of violated constraints; then nothing has changed.
    """
    with constraint_errors(), transaction.atomic():
        lead = Lead.objects.select_for_update(no_key=True).filter(pk=lead_id).first()
        if lead is None:
            raise LeadNotFound(_("There is no such lead."))
        before = protection_of(lead_id)
        yield lead
        after = protection_of(lead_id)
        if before is None or after is None or before.state is after.state or actor is None or actor.is_service:
            return
        confirm_override(Preview(before, after, needs_override=True), actor, override)
        _note_override(lead_id, override)


def confirm_override(preview: Preview, actor: User, override: Override | None) -> None:
    """Raise OverrideNeeded unless `actor` may override, gave a reason and confirmed exactly this preview."""
    if not actor.has_perm("leads.override_protection"):
        message = _("This entry would end or revive protection. Ask someone with the right to override.")
    elif override is None or not override.reason.strip():
        message = _("This entry would end or revive protection. Give a reason and confirm the preview.")
    elif not preview.is_confirmed_by(override.confirmation):
        message = _("The clock has changed since the preview. Look at it again and confirm.")
    else:
        return
    raise OverrideNeeded(message, before=preview.before, after=preview.after)


def _note_override(lead_id: int, override: Override | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_lead_event('lead.protection.overridden', %s, NULL, %s)",
            [lead_id, override.reason if override else ""],
        )


def preview_change(lead_id: int, change: Callable[[], object]) -> Preview:
    """Do `change` (a call of a service), read the clock before and after, and undo it.

    Raises the DomainErrors of the change, except that it needs an override: the preview says so instead.
    """
    with transaction.atomic():
        Lead.objects.select_for_update(no_key=True).filter(pk=lead_id).first()
        before = protection_of(lead_id)
        if before is None:
            raise LeadNotFound(_("There is no such lead."))
        needs_override = False
        try:
            with transaction.atomic():
                change()
                after = protection_of(lead_id)
                transaction.set_rollback(True)
        except OverrideNeeded as needed:
            after, needs_override = needed.after, True
        if after is None:
            raise LeadNotFound(_("There is no such lead."))
        return Preview(before, after, needs_override)
