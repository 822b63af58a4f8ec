"""The changes that a lead's page offers: form, right, and the service that makes each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.admin.changes.forms import (
    ActivityForm,
    ChangeForm,
    CorrectHoldForm,
    HandoverForm,
    HoldForm,
    PolicyForm,
    ReleaseForm,
    StatusForm,
    VoidForm,
)
from leads.models import LeadActivity, LeadHold, LeadOwnership, LeadStatus, LeadStatusChange
from leads.models.facts import Fact
from leads.services.activities import record_activity, void_activity
from leads.services.guard import Override
from leads.services.holds import correct_hold, place_hold, release_hold, void_hold
from leads.services.ownership import assign_policy, reassign_lead, void_ownership
from leads.services.status import change_status, void_status_change

Make = Callable[[int, User, Mapping[str, Any], Override | None], object]


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change. `make` gets the lead's id, or with `fact` that fact's, the person, the form's data."""

    title: str | Promise
    confirm: str | Promise
    done: str | Promise
    permission: str
    form: type[ChangeForm]
    make: Make
    fact: type[Fact] | None = None
    initial: Callable[[Any], dict[str, Any]] | None = None


def _place(lead_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return place_hold(
        lead_id=lead_id,
        actor=actor,
        reason_code=data["reason_code"],
        reason=data["reason"],
        start_at=data["start_at"],
        end_at=data["end_at"],
        override=override,
    )


def _release(hold_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return release_hold(hold_id=hold_id, actor=actor, end_at=data["end_at"], override=override)


def _correct(hold_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return correct_hold(
        hold_id=hold_id,
        actor=actor,
        start_at=data["start_at"],
        end_at=data["end_at"],
        reason_code=data["reason_code"],
        reason=data["reason"],
        override=override,
    )


def _void_hold(hold_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return void_hold(hold_id=hold_id, actor=actor, why=data["why"], override=override)


def _activity(lead_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return record_activity(
        lead_id=lead_id,
        actor=actor,
        kind=data["kind"],
        occurred_at=data["occurred_at"],
        note=data["note"],
        override=override,
    )


def _void_activity(activity_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return void_activity(activity_id=activity_id, actor=actor, why=data["why"], override=override)


def _hand_over(lead_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return reassign_lead(
        lead_id=lead_id,
        actor=actor,
        user_id=data["user"].pk,
        effective_at=data["effective_at"],
        mode=data["mode"],
        close_holds=data["holds"] == "close",
        reason=data["reason"],
        override=override,
    )


def _void_handover(ownership_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return void_ownership(ownership_id=ownership_id, actor=actor, why=data["why"], override=override)


def _policy(lead_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return assign_policy(
        lead_id=lead_id,
        actor=actor,
        policy_id=data["policy"].pk,
        valid_from=data["effective_at"],
        reason=data["reason"],
        override=override,
    )


def _status(lead_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return change_status(
        lead_id=lead_id,
        actor=actor,
        status=LeadStatus(data["status"]),
        changed_at=data["changed_at"],
        reason=data["reason"],
    )


def _void_status(change_id: int, actor: User, data: Mapping[str, Any], override: Override | None) -> object:
    return void_status_change(status_change_id=change_id, actor=actor, why=data["why"])


# For the lead as a whole.
CHANGES: dict[str, Change] = {
    "hold": Change(
        _("Stop the clock"), _("Stop the clock"), _("The hold is recorded."), "leads.place_hold", HoldForm, _place
    ),
    "activity": Change(
        _("Record an activity"),
        _("Record"),
        _("The activity is recorded."),
        "leads.record_activity",
        ActivityForm,
        _activity,
    ),
    "handover": Change(
        _("Hand the lead over"),
        _("Hand over"),
        _("The lead has another owner."),
        "leads.reassign_lead",
        HandoverForm,
        _hand_over,
    ),
    "policy": Change(
        _("Assign another policy"),
        _("Assign"),
        _("The lead is under another policy."),
        "leads.assign_policy",
        PolicyForm,
        _policy,
    ),
    "status": Change(
        _("Change the status"),
        _("Change"),
        _("The status is changed."),
        "leads.change_status",
        StatusForm,
        _status,
    ),
}

# For one fact of it.
FACT_CHANGES: dict[str, Change] = {
    "release": Change(
        _("Restart the clock"),
        _("Restart the clock"),
        _("The end of the hold is recorded."),
        "leads.release_hold",
        ReleaseForm,
        _release,
        LeadHold,
    ),
    "correct": Change(
        _("Correct the hold"),
        _("Correct"),
        _("The hold is corrected."),
        "leads.correct_hold",
        CorrectHoldForm,
        _correct,
        LeadHold,
        CorrectHoldForm.initial_of,
    ),
    "void-hold": Change(
        _("Void the hold"),
        _("Void"),
        _("The hold is void."),
        "leads.correct_hold",
        VoidForm,
        _void_hold,
        LeadHold,
    ),
    "void-activity": Change(
        _("Void the activity"),
        _("Void"),
        _("The activity is void."),
        "leads.record_activity",
        VoidForm,
        _void_activity,
        LeadActivity,
    ),
    "void-handover": Change(
        _("Void the handover"),
        _("Void"),
        _("The handover is void."),
        "leads.reassign_lead",
        VoidForm,
        _void_handover,
        LeadOwnership,
    ),
    "void-status": Change(
        _("Void the change of status"),
        _("Void"),
        _("The change of status is void."),
        "leads.change_status",
        VoidForm,
        _void_status,
        LeadStatusChange,
    ),
}
