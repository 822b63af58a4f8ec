"""The buttons of an incident's page: what this person may do in this state, each with its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.models import User
from operations.incidents.admin.rights import COMMAND, WORK
from operations.incidents.admin.stakes import rows_of
from operations.incidents.admin.step_forms import StepForm
from operations.incidents.admin.steps import STEPS
from operations.incidents.models import Incident, IncidentState
from operations.incidents.services.states import NEEDS_POSTMORTEM

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """What was sent and refused: the step, the form as it was filled in, and why."""

    step: str
    form: StepForm
    why: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One thing to do. Without fields and `note` it is a button alone, else it opens; `missing` keeps it shut."""

    name: str
    url: str
    label: Text
    confirm: Text
    form: StepForm
    note: Text = ""
    missing: Sequence[Text] = ()
    primary: bool = False
    icon: str = ""
    is_open: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to read or fill in before."""
        return not (self.note or self.missing or self.form.visible_fields())


class Doings:
    """Makes the buttons of one page."""

    def __init__(self, incident: Incident, user: User, failed: Failed | None, *, fires: bool) -> None:
        """`failed`: what was just refused; `fires`: whether an alert of the incident still does."""
        self._incident, self._user, self._failed, self._fires = incident, user, failed, fires
        self.works = user.has_perm(WORK) and incident.state != IncidentState.CLOSED
        self.works_on = self.works and not incident.ended
        self.commands = user.has_perm(COMMAND)

    def url(self, step: str) -> str:
        """Where a step is sent to."""
        return reverse("admin:incidents_incident_do", args=[self._incident.pk, step])

    def one(self, name: str, label: Text, confirm: Text = "", **about: object) -> Doing | None:
        """The button of a step; None for who has no right to it."""
        step = STEPS[name]
        if not self._user.has_perm(step.right):
            return None
        failed = self._failed is not None and self._failed.step == name
        fresh = step.form(name=name, incident=self._incident, person=self._user)
        form = self._failed.form if self._failed and failed else fresh
        shown = {"confirm": confirm or label, "url": self.url(name), "is_open": failed, **about}
        return Doing(name=name, label=label, form=form, **shown)  # type: ignore[arg-type]

    def of_state(self) -> list[Doing]:
        """What leads on from the present state, the next thing first."""
        state, found = self._incident.state, []
        if state == IncidentState.OPEN:
            found.append(self.one("acknowledge", _("Acknowledge"), primary=True, icon="check"))
        if state in (IncidentState.OPEN, IncidentState.ACKNOWLEDGED):
            note = _("It gets no worse. The cause may remain.")
            found.append(self.one("mitigate", _("Damage stopped …"), _("The damage is stopped"), note=note))
        if not self._incident.ended:
            is_next = state != IncidentState.OPEN
            found.append(self.one("resolve", _("Resolve …"), _("Resolve"), note=self._goes_on(), primary=is_next))
        if state == IncidentState.RESOLVED:
            found += [self._close(), self.one("reopen", _("Reopen …"), _("Reopen"))]
        return [each for each in found if each is not None]

    def _goes_on(self) -> str:
        """What there is to do before it is said to be over, while an alert fires, with the way there."""
        if not self._fires:
            return ""
        rows = rows_of(self._incident, self._user)
        if not rows:
            return _("The alert still fires.")
        said = _("The alert still fires. Complete what it is about, or void it, first:")
        return format_html('{} <a href="{}">{}</a>', said, rows, _("What the alert counts"))

    def _close(self) -> Doing | None:
        incident, missing = self._incident, []
        if incident.severity in NEEDS_POSTMORTEM and incident.postmortem_published_at is None:
            written = _("The post-mortem is written, and not yet published.")
            missing.append(written if incident.postmortem else _("There is no post-mortem yet."))
        note = (
            _("An incident of SEV1 or SEV2 is closed once its post-mortem is published.")
            if missing
            else _("Nothing can be added afterwards. It stays as it is.")
        )
        return self.one("close", _("Close …"), _("Close"), note=note, missing=missing, primary=not missing)

    def of_severity(self) -> list[Doing]:
        """Saying how bad it is, and taking that back."""
        if self._incident.ended:
            return []
        found = [self.one("severity", _("Set by hand …"), _("Set severity"))]
        if self._incident.override_severity:
            computed = _("Let %(severity)s count, as computed") % {"severity": self._incident.computed_severity}
            found.append(self.one("computed-severity", computed))
        return [each for each in found if each is not None]
