"""All facts about one lead, in one query each."""

from dataclasses import dataclass

from django.utils import timezone

from leads.models import LeadActivity, LeadHold, LeadOwnership, LeadReminder, LeadStatusChange


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What is recorded about a lead, voided facts too; each list in the order of time."""

    holds: list[LeadHold]
    activities: list[LeadActivity]
    reminders: list[LeadReminder]
    ownerships: list[LeadOwnership]
    status_changes: list[LeadStatusChange]

    @property
    def running_hold(self) -> LeadHold | None:
        """The hold that stands now, if any."""
        now = timezone.now()
        return next(
            (
                hold
                for hold in self.holds
                if hold.voided_at is None and hold.start_at <= now and (hold.end_at is None or hold.end_at > now)
            ),
            None,
        )


def facts_of(lead_id: int) -> LeadFacts:
    """Everything recorded about a lead."""
    people = ("created_by", "voided_by")
    return LeadFacts(
        holds=list(LeadHold.objects.filter(lead=lead_id).select_related(*people, "released_by").order_by("start_at")),
        activities=list(LeadActivity.objects.filter(lead=lead_id).select_related(*people).order_by("occurred_at")),
        reminders=list(LeadReminder.objects.filter(lead=lead_id).select_related("user").order_by("-due_at")),
        ownerships=list(
            LeadOwnership.objects.filter(lead=lead_id).select_related("user", "policy", *people).order_by("valid_from")
        ),
        status_changes=list(
            LeadStatusChange.objects.filter(lead=lead_id).select_related(*people).order_by("changed_at")
        ),
    )
