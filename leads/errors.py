"""The refusals of this app, and how a violated constraint becomes one of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from leads.protection import Protection


class LeadNotFound(DomainError):
    """There is no such lead, or not for this person."""

    code, status = "lead_not_found", 404


class HoldRefused(DomainError):
    """The hold cannot be."""

    code = "hold_refused"


class FactRefused(DomainError):
    """An activity, handover, status or registration cannot be."""

    code = "fact_refused"


class LeadConflict(DomainError):
    """The same company in the same place is protected for somebody else. `params["lead_id"]` says which lead."""

    code = "lead_conflict"


class OverrideNeeded(DomainError):
    """The entry would end or revive protection: permission, a reason and a confirmed preview are needed."""

    code = "override_needed"

    def __init__(self, message: str | Promise, *, before: Protection, after: Protection) -> None:
        super().__init__(
            message,
            params={
                "before": {"state": before.state, "protection_expires_at": before.protection_expires_at},
                "after": {"state": after.state, "protection_expires_at": after.protection_expires_at},
            },
        )
        self.before, self.after = before, after


Rule = tuple[type[DomainError], str, str | Promise, str | None]

external_id_taken = _("Another lead already has this source and external id.")
_TAKEN: Rule = (FactRefused, "external_id_taken", external_id_taken, "external_id")

# constraint name -> (error, code, message, field)
_RULES: dict[str, Rule] = {
    "lead_holds_no_overlap": (
        HoldRefused,
        "hold_overlaps",
        _("The clock already stands for part of this time. Correct the other hold, or choose a time beside it."),
        "start_at",
    ),
    "lead_holds_end_after_start": (
        HoldRefused,
        "hold_ends_before_start",
        _("The hold would end before it starts. Choose an end after the start."),
        "end_at",
    ),
    "lead_holds_not_in_future": (
        HoldRefused,
        "hold_in_future",
        _("A hold cannot start in the future. Place it when it begins; its end may be planned."),
        "start_at",
    ),
    "lead_holds_lead_expired": (
        HoldRefused,
        "lead_expired",
        _("Protection had already ended at that time. A hold cannot bring it back."),
        "start_at",
    ),
    "lead_holds_lead_not_open": (
        HoldRefused,
        "lead_not_open",
        _("The lead is converted or withdrawn. Reopen it first."),
        None,
    ),
    "lead_holds_lead_fk": (LeadNotFound, "lead_not_found", _("There is no such lead."), None),
    "lead_activities_lead_fk": (LeadNotFound, "lead_not_found", _("There is no such lead."), None),
    "lead_activities_not_in_future": (
        FactRefused,
        "activity_in_future",
        _("An activity cannot lie in the future. Record it when it has happened."),
        "occurred_at",
    ),
    "leads_not_in_future": (
        FactRefused,
        "registration_in_future",
        _("A registration cannot lie in the future. Check the date."),
        "protection_started_at",
    ),
    "lead_ownerships_not_in_future": (
        FactRefused,
        "handover_in_future",
        _("A handover cannot lie in the future. Enter it when it takes effect."),
        "effective_at",
    ),
    "lead_ownerships_one_at_a_time": (
        FactRefused,
        "handover_twice",
        _("Another change of owner or policy has this very instant. Choose another one."),
        "effective_at",
    ),
    "lead_status_changes_not_in_future": (
        FactRefused,
        "status_in_future",
        _("A change of status cannot lie in the future. Enter it when it takes effect."),
        "changed_at",
    ),
    "lead_status_changes_one_at_a_time": (
        FactRefused,
        "status_twice",
        _("Another change of status has this very instant. Choose another one."),
        "changed_at",
    ),
    "leads_external_id": _TAKEN,
    "leadactivity_external_id": _TAKEN,
    "leadhold_external_id": _TAKEN,
    "leadownership_external_id": _TAKEN,
    "leadstatuschange_external_id": _TAKEN,
    "protection_policies_immutable": (
        FactRefused,
        "policy_immutable",
        _("A protection policy never changes: contracts were made under it. Add a new one."),
        None,
    ),
}


@contextmanager
def constraint_errors() -> Iterator[None]:
    """Turn a violated constraint that we know into its DomainError; let every other error pass."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        rule = _RULES.get(getattr(diagnosis, "constraint_name", None) or "")
        if rule is None:
            raise
        kind, code, message, field = rule
        raise kind(message, code=code, field=field) from error
