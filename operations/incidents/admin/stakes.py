"""What is at stake right now: the counts that concern an incident's subject, each leading to the rows behind it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone
from core.console.start_page import Card
from core.models import User
from operations.incidents.impact import RULES, measure_impact
from operations.incidents.impact.rules import PEAK_SUBJECTS
from operations.incidents.models import Incident
from operations.runbooks.responsibilities import Severity
from seasonal.models import SeasonKind

_LABELS: dict[str, str | Promise] = {
    "samples_lost": gettext_lazy("Samples lost in 24 h"),
    "samples_at_risk": gettext_lazy("Samples not sent off"),
    "leads_about_to_expire": gettext_lazy("Leads that expire within 48 h unreminded"),
    "leads_expired_unreminded": gettext_lazy("Leads expired without a reminder"),
    "events_unanswered": gettext_lazy("Events within 48 h without an answer"),
    "orders_unconfirmed": gettext_lazy("Unconfirmed orders"),
}

# The list behind a count: its address, what narrows it down, by what to a territory, and the right that it takes.
_ROWS = {
    "samples_lost": ("admin:facts_sample_changelist", "state=LOST", "territory", "facts.view_sample"),
    "samples_at_risk": ("admin:facts_sample_changelist", "state=REQUESTED", "territory", "facts.view_sample"),
    "leads_about_to_expire": ("admin:leads_lead_changelist", "phase=GRACE", "territory__exact", "leads.view_lead"),
    "leads_expired_unreminded": (
        "admin:leads_leadexpiry_changelist",
        "reminder=open",
        "territory__exact",
        "leads.view_leadexpiry",
    ),
    "events_unanswered": (
        "admin:facts_cateringrequest_changelist",
        "state=OPEN",
        "territory",
        "facts.view_cateringrequest",
    ),
    "orders_unconfirmed": ("admin:facts_order_changelist", "state=OPEN", "territory", "facts.view_order"),
}

LOST_LATELY = timedelta(hours=24)  # as the count is made; the alert looks back for longer

# What the rows are that an alert counts.
_COUNTED = {
    "SampleLost": "samples_lost",
    "SampleAtRisk": "samples_at_risk",
    "LeadExpiredWithoutReminder": "leads_expired_unreminded",
    "CateringAnswerLate": "events_unanswered",
    "OrderConfirmationLate": "orders_unconfirmed",
}


def rows_of(incident: Incident, user: User) -> str:
    """The address of the list behind the incident's alert; empty where there is none, or not for `user`."""
    measure = _COUNTED.get(incident.alert_name)
    return _list_of(measure, incident.territory, user) if measure else ""


def stakes_of(incident: Incident, user: User, now: datetime) -> Sequence[Card]:
    """The counts at `now`, in the incident's territory; none for a subject without any. One query at most."""
    measures = dict.fromkeys(rule.measure for rule in RULES if incident.subject in rule.subjects)
    if not measures:
        return []
    impact = measure_impact(territory=incident.territory, at=now)
    cards = [_card(incident, user, measure, impact.count(measure), now) for measure in measures]
    if impact.season and incident.subject in PEAK_SUBJECTS:
        season = str(dict(SeasonKind.choices).get(impact.season, impact.season))
        cards.append(Card(label=_("Season"), value=season, note=_("in a peak it weighs more"), tone=Tone.WARNING))
    return cards


def _card(incident: Incident, user: User, measure: str, count: int, now: datetime) -> Card:
    reached = (
        rule.severity
        for rule in RULES
        if rule.measure == measure and incident.subject in rule.subjects and count >= rule.at_least
    )
    severity = next(reached, None)
    tone = Tone.GOOD if severity is None else Tone.DANGER if severity == Severity.SEV1 else Tone.WARNING
    note = str(severity.value) if severity else ""
    url = _list_of(measure, incident.territory, user)
    if measure == "samples_lost" and url:
        url += "&" + urlencode({"lost_at__gt": (now - LOST_LATELY).isoformat(timespec="minutes")})
    return Card(label=_LABELS[measure], value=str(count), note=note, tone=tone, url=url)


def _list_of(measure: str, territory: str, user: User) -> str:
    address, query, by_territory, right = _ROWS[measure]
    narrowed = f"{query}&{by_territory}={territory}" if territory else query
    return f"{reverse(address)}?{narrowed}" if user.has_perm(right) else ""
