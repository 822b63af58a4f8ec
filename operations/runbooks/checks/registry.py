"""The checks that runbooks may name: read only, with typed parameters, a right that they need, and what is expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Row = tuple[Any, ...]


class ParameterType(StrEnum):
    """What a parameter is; `LEAD_ID` is a whole number that a page of a lead knows."""

    INTEGER = "integer"
    TEXT = "text"
    UUID = "uuid"
    LEAD_ID = "lead_id"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a check is asked with; without a `default` it has to be given."""

    name: str
    label: str | Promise
    type: ParameterType
    default: int | str | None = None
    least: int = 1
    most: int = 3650


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check read: rows under their column names; the first column named `value` is what is judged."""

    columns: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Check:
    """A question about the running system, and what the answer should be.

    Either `sql` (a file in `operations/runbooks/sql/checks`) or `read` (a function of the parameters) answers it.
    `permission`: what the caller needs ("leads.view_lead"). `scoped`: the SQL takes `territories`, those of the
    caller. `at_least`, `at_most`: what the value should be; neither: the answer is for information. `unit`: how the
    value is shown (seconds, share, count, text).
    """

    name: str
    title: str | Promise
    description: str | Promise
    permission: str
    sql: str = ""
    read: Callable[..., Reading] | None = None
    parameters: tuple[Parameter, ...] = ()
    scoped: bool = False
    unit: str = "count"
    at_least: float | None = None
    at_most: float | None = None
    columns: Mapping[str, str | Promise] = field(default_factory=dict)

    def why_not(self, name: str, value: Any) -> str | None:
        """What is wrong with a value for one of its parameters; None for a right one."""
        parameter = next((each for each in self.parameters if each.name == name), None)
        if parameter is None:
            return _("The check “%(check)s” has no parameter “%(name)s”.") % {"check": self.name, "name": name}
        if parameter.type in (ParameterType.INTEGER, ParameterType.LEAD_ID) and type(value) is not int:
            return _("This must be a whole number.")
        return None


CHECKS: dict[str, Check] = {}


def register(*checks: Check) -> None:
    """Make checks known, once each; ValueError for a name that is taken."""
    for check in checks:
        if check.name in CHECKS:
            raise ValueError(f"There is a check {check.name!r} already.")
        CHECKS[check.name] = check
