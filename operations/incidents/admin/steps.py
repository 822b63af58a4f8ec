"""Everything that can be done with an incident from its page: who may, what has to be filled in, what it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import User
from operations.incidents import services
from operations.incidents.admin import step_forms as forms
from operations.incidents.admin.rights import COMMAND, WORK

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. `do` gets the incident's id, who does it, and the form's values; `anchor` is where one goes on
    reading; `done` is told on top."""

    right: str
    do: Callable[[int, User, Data], Any]
    done: str | Promise
    form: type[forms.StepForm] = forms.NothingForm
    anchor: str = ""


def _take(incident_id: int, actor: User, data: Data) -> Any:
    return services.assign_role(incident_id=incident_id, role=data["role"], user=actor, actor=actor)


STEPS: dict[str, Step] = {
    "acknowledge": Step(
        right=WORK,
        do=lambda pk, actor, _data: services.acknowledge_incident(incident_id=pk, actor=actor),
        done=_("Acknowledged: nobody else is notified."),
    ),
    "mitigate": Step(
        right=WORK,
        form=forms.CommentForm,
        do=lambda pk, actor, data: services.mitigate_incident(incident_id=pk, actor=actor, **data),
        done=_("The damage is stopped. What is left is to resolve it."),
    ),
    "resolve": Step(
        right=COMMAND,
        form=forms.ResolveForm,
        do=lambda pk, actor, data: services.resolve_incident(incident_id=pk, actor=actor, **data),
        done=_("Resolved."),
    ),
    "reopen": Step(
        right=COMMAND,
        form=forms.ReasonForm,
        do=lambda pk, actor, data: services.reopen_incident(incident_id=pk, actor=actor, **data),
        done=_("Open again."),
    ),
    "close": Step(
        right=COMMAND,
        do=lambda pk, actor, _data: services.close_incident(incident_id=pk, actor=actor),
        done=_("Closed."),
    ),
    "severity": Step(
        right=COMMAND,
        form=forms.SeverityForm,
        do=lambda pk, actor, data: services.override_severity(incident_id=pk, actor=actor, **data),
        done=_("The severity is the one you set."),
    ),
    "computed-severity": Step(
        right=COMMAND,
        do=lambda pk, actor, _data: services.clear_override(incident_id=pk, actor=actor),
        done=_("The computed severity counts again."),
    ),
    "note": Step(
        right=WORK,
        form=forms.NoteForm,
        do=lambda pk, actor, data: services.add_note(incident_id=pk, actor=actor, **data),
        done=_("Written down."),
        anchor="timeline",
    ),
    "update": Step(
        right=WORK,
        form=forms.UpdateForm,
        do=lambda pk, actor, data: services.post_update(incident_id=pk, actor=actor, **data),
        done=_("Told. The clock for the next update has started."),
        anchor="timeline",
    ),
    "check": Step(
        right=WORK,
        form=forms.ItemForm,
        do=lambda _pk, actor, data: services.check_item(item_id=data["item"], actor=actor, note=data["note"]),
        done=_("Ticked off."),
        anchor="checklist",
    ),
    "skip": Step(
        right=WORK,
        form=forms.SkipForm,
        do=lambda _pk, actor, data: services.skip_item(item_id=data["item"], actor=actor, note=data["note"]),
        done=_("Left out."),
        anchor="checklist",
    ),
    "uncheck": Step(
        right=WORK,
        form=forms.ItemForm,
        do=lambda _pk, actor, data: services.reopen_item(item_id=data["item"], actor=actor),
        done=_("To be done again."),
        anchor="checklist",
    ),
    "take-role": Step(
        right=WORK, form=forms.RoleForm, do=_take, done=_("You have the role."), anchor="roles"
    ),
    "assign-role": Step(
        right=WORK,
        form=forms.AssignForm,
        do=lambda pk, actor, data: services.assign_role(incident_id=pk, actor=actor, **data),
        done=_("Given."),
        anchor="roles",
    ),
    "release-role": Step(
        right=WORK,
        form=forms.RoleForm,
        do=lambda pk, actor, data: services.release_role(incident_id=pk, actor=actor, **data),
        done=_("Nobody has the role now."),
        anchor="roles",
    ),
    "link-lead": Step(
        right=WORK,
        form=forms.LeadForm,
        do=lambda pk, actor, data: services.link_lead(incident_id=pk, actor=actor, **data),
        done=_("Linked."),
        anchor="linked",
    ),
    "unlink-lead": Step(
        right=WORK,
        form=forms.LeadForm,
        do=lambda pk, actor, data: services.unlink_lead(incident_id=pk, actor=actor, **data),
        done=_("Not linked any more."),
        anchor="linked",
    ),
    "link-event": Step(
        right=WORK,
        form=forms.EventForm,
        do=lambda pk, actor, data: services.link_event(incident_id=pk, actor=actor, **data),
        done=_("Linked."),
        anchor="linked",
    ),
    "unlink-event": Step(
        right=WORK,
        form=forms.EventForm,
        do=lambda pk, actor, data: services.unlink_event(incident_id=pk, actor=actor, **data),
        done=_("Not linked any more."),
        anchor="linked",
    ),
}  # fmt: skip
