"""The checks that runbooks may name: read only, with typed parameters, a right that they need, and what is expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from operations.runbooks.checks.parameters import Parameter, ParameterType

__all__ = ["CHECKS", "Check", "Parameter", "ParameterType", "Reading", "Row", "register"]

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check read: rows under their column names.

    Of the first row, `value` is what is judged, and `as_of` (aware) says as of when it was, where it was not read live.
    Without a column `value`, a check that counts is judged by the number of its rows: `count` of them there are, of
    which `rows` may be the first ones alone; None: more than could be counted.
    """

    columns: Sequence[str]
    rows: Sequence[Row]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A question about the running system, and what the answer should be.

    Either `sql` (a file in `operations/runbooks/sql/checks`) or `read` (a function of the parameters) answers it.
    `permission`: what the caller needs ("leads.view_lead"). `scoped`: the SQL takes `territories`, those of the
    caller. `at_least`, `at_most`: what the value should be; neither: the answer is for information. `fresh_within`:
    how old what was read may be. `unit`: how the value is shown (seconds, share, count, bytes, text). `columns`: how
    each column is called.
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
    fresh_within: timedelta | None = None
    columns: Mapping[str, str | Promise] = field(default_factory=dict)

    @property
    def expects(self) -> bool:
        """Whether its answer can be wrong."""
        return self.at_least is not None or self.at_most is not None

    def why_not(self, name: str, value: Any) -> str | None:
        """What is wrong with a value for one of its parameters; None for a right one."""
        parameter = next((each for each in self.parameters if each.name == name), None)
        if parameter is None:
            return _("The check “%(check)s” has no parameter “%(name)s”.") % {"check": self.name, "name": name}
        try:
            parameter.typed(value)
        except ValueError as error:
            return str(error)
        return None


CHECKS: dict[str, Check] = {}


def register(*checks: Check) -> None:
    """Make checks known, once each; ValueError for a name that is taken."""
    for check in checks:
        if check.name in CHECKS:
            raise ValueError(f"There is a check {check.name!r} already.")
        CHECKS[check.name] = check
