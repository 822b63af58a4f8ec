"""Live results for the steps of an answer: what the caller may run, and what needs no more to be known."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.runbooks.api.checks.rendering import result_as_json
from operations.runbooks.api.checks.serializers import CheckResultSerializer
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.running import may_run, run_check
from operations.runbooks.content.document import Content

# Each check may take two seconds; who asks waits for all of them.
PATIENCE = 5.0


class LiveChecks:
    """Runs checks for one user and one answer: each once, however many steps name it, and for five seconds at most."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._done: dict[str, dict[str, Any]] = {}
        self._until = monotonic() + PATIENCE

    def of(self, content: Content) -> list[dict[str, Any]]:
        """For each step with a check, in their order: `step`, `check`, and either `result` or why it was `skipped`."""
        return [
            {"step": step["id"], "check": step["check"], **self._found(step["check"], step.get("parameters", {}))}
            for step in content["steps"]
            if step["kind"] == "check"
        ]

    def _found(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        key = f"{name} {sorted(parameters.items())}"
        if key not in self._done:
            self._done[key] = self._run(name, parameters)
        return self._done[key]

    def _run(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        check = CHECKS.get(name)
        if check is None:
            return _skipped("check_not_found", _("There is no check “%s”.") % name)
        if not may_run(check, self._user):
            reason = _("This check takes the right “%s”, which you do not have.") % check.permission
            return _skipped("check_not_allowed", reason)
        missing = [each for each in check.parameters if each.default is None and each.name not in parameters]
        if missing:
            return _skipped("check_parameter_missing", _asking_for([str(each.label) for each in missing]))
        if monotonic() > self._until:
            return _skipped("check_too_late", _("The checks before it took too long. Run this one by itself."))
        try:
            result = run_check(name=name, user=self._user, parameters=parameters)
        except DomainError as error:
            return _skipped(error.code, str(error))
        return {"result": CheckResultSerializer(result_as_json(result)).data}


def _asking_for(labels: Sequence[str]) -> str:
    return _("It needs to be known first: %s.") % ", ".join(labels)


def _skipped(code: str, reason: str) -> dict[str, Any]:
    return {"skipped": {"code": code, "reason": reason}}
