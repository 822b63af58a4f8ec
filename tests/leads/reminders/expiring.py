"""Leads whose protection ends in a moment. The database's clock is real; tests wait for it."""

from leads.models import Lead, ProtectionPolicy
from tests.factories import LeadFactory
from tests.house.processes import wait_for
from tests.leads.reminders.due import instant


def about_to_expire() -> Lead:
    """A lead whose protection ends in a moment, without months: a month's end would shift the moment."""
    ProtectionPolicy.objects.create(
        name="70 days", months=0, follow_up_days=60, grace_days=10, valid_from=instant("now() - interval '100 days'")
    )
    moment = "berlin_instant(berlin_wall(clock_timestamp() + interval '700 milliseconds') - interval '70 days')"
    return LeadFactory.create(created_at=instant(moment), territory="CH")


def let_it_expire(lead: Lead) -> None:
    """Wait for the moment."""
    wait_for(lambda: Lead.objects.expired().filter(pk=lead.pk).exists(), 10, "the end of protection")
