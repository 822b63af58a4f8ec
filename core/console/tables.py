"""Small tables on an object's page: its holds, its reminders, its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

Text = str | Promise
NONE_YET = _("None yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A link that leads to something to do; a change itself happens by POST, on the page it leads to.

    `primary` is for the one thing that people come for; `icon` is a name of console/icons.css.
    """

    label: Text
    url: str
    primary: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table; cells are text or finished markup. `ident` is its anchor on the page.

    `total` says how many there are where only the first are shown.
    """

    ident: str
    title: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Text | SafeString]]
    empty: Text = NONE_YET
    action: Action | None = None
    total: int | None = None

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self.rows) if self.total is None else self.total

    def labelled_rows(self) -> list[list[tuple[Text, Text | SafeString]]]:
        """Return the rows with each cell's column name, for narrow screens where a row becomes a card."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]
