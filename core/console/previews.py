"""What a page shows before something is changed: how it is, how it would be, and what follows from that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.console.badges import Tone

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value before and after. `note` says how far apart they are, e.g. "18 days later"."""

    label: Text
    before: Text
    after: Text
    note: Text = ""

    @property
    def is_change(self) -> bool:
        return str(self.before) != str(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A change of one object, for `admin/preview.html`.

    `consequences` are sentences ("A reminder is sent on …"). With `warning` the page asks for a second look and its
    button takes the colour of danger. The pictures are finished markup, on the same scale.
    """

    question: Text
    confirm: Text
    changes: Sequence[Change]
    consequences: Sequence[Text] = ()
    warning: Text = ""
    before_picture: SafeString = field(default_factory=SafeString)
    after_picture: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One object of a bulk change. Before confirming, `refusal` says why it would be left out; after it, `tone` and
    `outcome` say what happened."""

    subject: Text
    url: str
    before: Text = ""
    after: Text = ""
    refusal: Text = ""
    outcome: Text = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPreview:
    """A change of many objects at once, for `admin/bulk_preview.html` and, with outcomes, `admin/bulk_result.html`."""

    question: Text
    confirm: Text
    before_label: Text
    after_label: Text
    rows: Sequence[Row]

    @property
    def accepted(self) -> int:
        return sum(not row.refusal for row in self.rows)

    @property
    def refused(self) -> int:
        return len(self.rows) - self.accepted
