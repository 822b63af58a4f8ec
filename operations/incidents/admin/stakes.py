"""What is at stake right now: the counts that concern an incident's subject, each leading to the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone
from core.console.start_page import Card
from core.models import User
from operations.incidents.impact import LOST_LATELY, RULES, measure_impact
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The list behind a count, what narrows it down, and the right that it takes.

    `territory` and `since` are the list's parameters for a territory, and for the instant that the count looks back to.
    """

    page: str
    query: tuple[str, str]
    right: str
    territory: str = "territory"
    since: str = ""

    def address(self, user: User, territory: str, since: datetime | None = None) -> str:
        """Where they are seen: in a territory (empty: in all), since an instant; empty where `user` may not."""
        if not user.has_perm(self.right):
            return ""
        query = dict([self.query])
        if territory:
            query[self.territory] = territory
        if self.since and since:
            query[self.since] = since.isoformat()
        return f"{reverse(self.page)}?{urlencode(query)}"


_SAMPLES, _SEE_SAMPLES = "admin:facts_sample_changelist", "facts.view_sample"
_ROWS = {
    "samples_lost": _Rows(page=_SAMPLES, query=("state", "LOST"), right=_SEE_SAMPLES, since="lost_at__gt"),
    "samples_at_risk": _Rows(page=_SAMPLES, query=("state", "REQUESTED"), right=_SEE_SAMPLES),
    "leads_about_to_expire": _Rows(
        page="admin:leads_lead_changelist",
        query=("phase", "GRACE"),
        right="leads.view_lead",
        territory="territory__exact",
    ),
    "leads_expired_unreminded": _Rows(
        page="admin:leads_leadexpiry_changelist",
        query=("reminder", "open"),
        right="leads.view_leadexpiry",
        territory="territory__exact",
    ),
    "events_unanswered": _Rows(
        page="admin:facts_cateringrequest_changelist", query=("state", "OPEN"), right="facts.view_cateringrequest"
    ),
    "orders_unconfirmed": _Rows(page="admin:facts_order_changelist", query=("state", "OPEN"), right="facts.view_order"),
}

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
    return _ROWS[measure].address(user, incident.territory) if measure else ""


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
    url = _ROWS[measure].address(user, incident.territory, now - LOST_LATELY)
    return Card(label=_LABELS[measure], value=str(count), note=note, tone=tone, url=url)
