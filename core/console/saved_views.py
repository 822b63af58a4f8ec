"""Named sets of filters above a list: "Mine", "Due today". A ModelAdmin offers them by its method `saved_views`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A name and the query string that it stands for, without the question mark, e.g. "owner=me&phase=GRACE"."""

    label: str | Promise
    query: str
