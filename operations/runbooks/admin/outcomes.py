"""What came out of a check, as its step shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.tables import Text
from core.models import User
from journal.admin.texts import age
from operations.runbooks.checks.registry import Check
from operations.runbooks.checks.running import CheckResult, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`refusal` says why there is nothing else; `more`: there are more rows than are shown."""

    ident: str
    refusal: Text = ""
    value: str = ""
    verdict: SafeString | str = ""
    expected: str = ""
    measured: str = ""
    columns: Sequence[Text] = ()
    rows: Sequence[Sequence[SafeString | str]] = ()
    more: str = ""

    def labelled_rows(self) -> list[list[tuple[Text, SafeString | str]]]:
        """The rows with each cell's column name, for narrow screens where a row becomes a card."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def outcome_of(result: CheckResult, *, ident: str, user: User) -> Outcome:
    """A result in words of the present language."""
    check = result.check
    links = user.has_perm("leads.view_lead")
    return Outcome(
        ident=ident,
        # Of a list for information, how long it is says nothing.
        value=in_unit(result.value, check.unit) if check.expects or "value" in result.columns else "",
        verdict=_verdict(result.verdict),
        expected=expectation(check),
        measured=_("measured %(at)s, %(age)s ago; took %(seconds)s s")
        % {
            "at": moment(result.measured_at),
            "age": age(result.age),
            "seconds": number_format(result.seconds, decimal_pos=2),
        },
        columns=[check.columns.get(name, name) for name in result.columns],
        rows=[
            [_cell(name, value, links=links) for name, value in zip(result.columns, row, strict=True)]
            for row in result.rows
        ],
        more=_("%(count)s rows and more") % {"count": len(result.rows)} if result.truncated else "",
    )


def expectation(check: Check) -> str:
    """What the value should be, in words; empty where nothing is expected."""
    if not check.expects:
        return ""
    told = _limits(check)
    if check.fresh_within is None:
        return told
    return _("%(limits)s, measured within the last %(age)s") % {"limits": told, "age": age(check.fresh_within)}


def _limits(check: Check) -> str:
    least, most = check.at_least, check.at_most
    if most == 0 and not least:
        return _("expected: 0")
    if most is None:
        return _("expected: at least %(value)s") % {"value": in_unit(least, check.unit)}
    if least is None:
        return _("expected: at most %(value)s") % {"value": in_unit(most, check.unit)}
    values = {"least": in_unit(least, check.unit), "most": in_unit(most, check.unit)}
    return _("expected: from %(least)s to %(most)s") % values


def in_unit(value: Any, unit: str) -> str:
    """A value as people read it: seconds as an age, a share in per cent."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(_cell("", value, links=False))
    if unit == "seconds":
        below_a_minute = abs(float(value)) < 60 and value != int(value)
        return (
            _("%(count)s s") % {"count": number_format(value, decimal_pos=2)}
            if below_a_minute
            else age(timedelta(seconds=float(value)))
        )
    if unit == "bytes":
        return filesizeformat(float(value))
    if unit == "share":
        return f"{number_format(float(value) * 100, decimal_pos=1)}\u00a0%"
    return str(_cell("", value, links=False))


def _verdict(verdict: Verdict) -> SafeString:
    match verdict:
        case Verdict.AS_EXPECTED:
            return badge(_("as expected"), Tone.GOOD, icon="check")
        case Verdict.UNEXPECTED:
            return badge(_("not as expected"), Tone.DANGER, icon="alert")
        case Verdict.UNKNOWN:
            return badge(_("not known"), Tone.WARNING, icon="info")
    return badge(_("for information"), Tone.NEUTRAL, icon="info")


def _cell(name: str, value: Any, *, links: bool) -> SafeString | str:  # noqa: C901, PLR0911  (one for each type)
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return moment(value)
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case timedelta():
            return age(value)
        case int() if name == "lead_id":
            url = reverse("admin:leads_lead_change", args=[value])
            return format_html('<a href="{}">{}</a>', url, value) if links else str(value)
        case int() if name.endswith("id"):
            return str(value)
        case int():
            return number_format(value, force_grouping=True)
        case float():
            return number_format(round(value, 3))
        case Decimal():
            return number_format(round(value, 3))
    return str(value)
