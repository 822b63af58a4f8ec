"""What is missing before a season, in words: what it is, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# code -> (what is wrong, what to do)
_WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "plan_missing": (
        _("There is no capacity plan."),
        _("Compute one in the capacity calculator and save it."),
    ),
    "plan_outdated": (
        _("The newest plan, “%(plan)s” of %(saved_on)s, is older than the newest baseline, of %(measured_on)s."),
        _("Compute it anew from the present baselines and save it."),
    ),
    "fleet_unknown": (
        _("What the fleet needs cannot be computed: %(why)s"),
        _("Enter what is missing."),
    ),
    "sizes_short": (
        _("More replicas are wanted than were approved: %(sizes)s."),
        _("Have larger sizes approved, or plan for less."),
    ),
    "manifests_missing": (
        _("No manifests have been exported for this season."),
        _("Prepare the capacity of the season, and apply the files."),
    ),
    "manifests_stale": (
        _("Manifests have the dates of another year, or are no longer those that are wanted: %(files)s."),
        _("Prepare the capacity of the season again, and apply the files."),
    ),
    "load_test": ("%(detail)s", _("Run the load test of the season on this version.")),
    "drill": ("%(detail)s", _("Rehearse a restore, and record it.")),
    "freeze": ("%(detail)s", _("Plan a release freeze over the season.")),
    "check_failed": (
        _("One of the checks failed itself."),
        _("Look at the log, and have it mended."),
    ),
    "milestones_late": (
        _("Late in the playbook: %(count)s, the first of them “%(first)s”, due on %(due_on)s."),
        _("Do it, or skip it with a reason."),
    ),
}


@dataclass(frozen=True, slots=True)
class ReadinessFailure:
    """One thing that is not ready. `params` holds numbers and texts, some by language; `..._on` are days (ISO 8601).

    `blocking`: the season may not hold without it; else it may become trouble.
    """

    code: str
    blocking: bool
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is wrong, in the present language."""
        return str(_WORDS[self.code][0]) % self._shown()

    @property
    def what_to_do(self) -> str:
        """What to do about it, in the present language."""
        return str(_WORDS[self.code][1]) % self._shown()

    def kept(self) -> dict[str, Any]:
        """As an activation keeps it."""
        return {"code": self.code, "blocking": self.blocking, "params": dict(self.params)}

    def _shown(self) -> dict[str, Any]:
        return {name: _shown(name, value) for name, value in self.params.items()}


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return value.get((get_language() or "de")[:2]) or next(iter(value.values()), "")
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if name.endswith("_on") else value


def read_failures(kept: list[dict[str, Any]]) -> list[ReadinessFailure]:
    """What an activation has kept; what has no words any more is passed over."""
    return [ReadinessFailure(**each) for each in kept if each["code"] in _WORDS]
