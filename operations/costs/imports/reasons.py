"""Why a row is refused: a code for programs, the column, and a sentence that says what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "missing": _("This is missing."),
    "kind_unknown": _("“%(value)s” is no kind of cost. Write AI, infrastructure or sales time."),
    "number_unreadable": _("“%(value)s” is no clear number. Write 1234,50 or 1234.50."),
    "not_positive": _("This has to be above zero."),
    "too_big": _("“%(value)s” is too big a number. Check the decimal separator."),
    "currency_unknown": _("“%(value)s” is no currency that is used here. Write EUR or CHF."),
    "day_unreadable": _("“%(value)s” is not a date. Write 31.12.2025 or 2025-12-31."),
    "month_unreadable": _("“%(value)s” is not a month. Write 2026-03 or 03/2026."),
    "period_reversed": _("The last day lies before the first."),
    "amount_missing": _("Enter an amount, or hours."),
    "amount_and_hours": _("Enter either an amount or hours: hours cost what an hour of the team costs."),
    "hours_of_what": _("Only sales time is counted in hours."),
    "territory_unknown": _("“%(value)s” is no territory. Write DE, CH or AT."),
    "territory_not_yours": _("You may not record costs there: “%(value)s”. Empty means all territories."),
    "user_unknown": _("There is no user “%(value)s”."),
    "too_long": _("This is longer than %(value)s characters."),
    "cell_error": _("The spreadsheet shows an error here: %(value)s."),
    "formula": _("This is a formula without a result. Replace it by its value."),
    "twice_in_file": _("The same cost is in row %(value)s of this file. Give both a reference if both are meant."),
    "differs": _("“%(value)s” is recorded already, with other values. Correct it on its page instead."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong with a row: in which column of the file (its heading), and with which value."""

    code: str
    column: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """The sentence in the language in force, with the column before it."""
        said = str(TEXTS[self.code]) % {"value": self.value}
        return f"{self.column}: {said}" if self.column else said

    def as_json(self) -> dict[str, str]:
        """Plain JSON, for keeping."""
        return asdict(self)


def join_texts(stored: Iterable[Mapping[str, str]]) -> str:
    """All that is wrong with a row, in the language in force; `stored` is what `as_json` gave."""
    return " ".join(Reason(**each).text for each in stored)
