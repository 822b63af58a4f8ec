"""Why a row is rejected: stable codes for programs, sentences for people. What the person can do stands in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise | str] = {
    "company_missing": _("The company is missing."),
    "place_missing": _("No place: neither postal code nor city. Add one of them."),
    "postal_code_wrong": _(
        "“%(value)s” is not a postal code of Germany (5 digits), Switzerland or Austria (4 digits)."
    ),
    "postal_code_mismatch": _("The postal code %(value)s does not fit the country %(country)s."),
    "country_unknown": _("“%(value)s” is not a country we serve: Germany (DE), Switzerland (CH), Austria (AT)."),
    "territory_unclear": _(
        "The country is unclear. Add it, or a phone number with +49, +41 or +43, or choose a country for the import."
    ),
    "territory_not_yours": _("You may not register leads in %(territory)s."),
    "owner_missing": _("The owner of the lead is missing. Add a column, or choose one for the import."),
    "owner_unknown": _("There is no user “%(value)s”."),
    "owner_inactive": _("The user “%(value)s” can no longer hold leads: the account is closed, or no person's."),
    "date_missing": _("The registration date is missing. Add a column, or choose a date for the import."),
    "date_unreadable": _("“%(value)s” is not a date. Write 31.12.2025 or 2025-12-31, with a time if you like."),
    "date_in_future": _("The registration date %(value)s lies in the future."),
    "website_wrong": _("“%(value)s” is not a web address."),
    "too_long": _("%(column)s is longer than %(limit)s characters."),
    "cell_error": _("%(column)s holds an error of the spreadsheet: %(value)s."),
    "formula": _("%(column)s is a formula without a result. Replace it by its value."),
    "cells_without_heading": _("There are cells without a heading: %(value)s. The row may have slipped."),
    "duplicate_in_file": _("The same company in the same place is in row %(row)s of this file."),
    "external_id_in_file": _("The same external id is in row %(row)s of this file."),
    "duplicate_lead": _(
        "The same company in the same place is already registered for this owner, with another external id."
    ),
    "external_id_taken": _(
        "This external id is already registered for another company elsewhere. Does it come from another source?"
    ),
    "conflict": _("This company in this place is protected for somebody else."),
    "held_by_other": _(
        "This external id is registered for somebody else, and no longer protected. Have that lead handed over instead."
    ),
    "refused": "%(message)s",  # the words of the service that refused it
}  # fmt: skip

# Short, for counts by reason.
LABELS: dict[str, Promise] = {
    "company_missing": _("company missing"),
    "place_missing": _("no place"),
    "postal_code_wrong": _("postal code wrong"),
    "postal_code_mismatch": _("postal code does not fit the country"),
    "country_unknown": _("country not served"),
    "territory_unclear": _("country unclear"),
    "territory_not_yours": _("not your territory"),
    "owner_missing": _("owner missing"),
    "owner_unknown": _("owner unknown"),
    "owner_inactive": _("owner closed"),
    "date_missing": _("registration date missing"),
    "date_unreadable": _("registration date unreadable"),
    "date_in_future": _("registration date in the future"),
    "website_wrong": _("web address wrong"),
    "too_long": _("text too long"),
    "cell_error": _("error in the spreadsheet"),
    "formula": _("formula without a result"),
    "cells_without_heading": _("cells without a heading"),
    "duplicate_in_file": _("duplicate in the file"),
    "external_id_in_file": _("external id twice in the file"),
    "duplicate_lead": _("already registered, with another external id"),
    "external_id_taken": _("external id of another company"),
    "conflict": _("protected for somebody else"),
    "held_by_other": _("held by somebody else, expired"),
    "refused": _("refused"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong with a row. `params` are what the text needs, and plain JSON."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the language in force."""
        return str(TEXTS[self.code]) % self.params

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


class RowRejected(Exception):
    """One thing is wrong with a row."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.reason = Reason(code, params)


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """What `as_json` stored."""
    return [Reason(item["code"], item["params"]) for item in stored]


def join_texts(reasons: Iterable[Reason]) -> str:
    """All that is wrong with a row, in the language in force."""
    return " ".join(each.text for each in reasons)
