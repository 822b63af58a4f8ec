"""Pages of long lists: counting a million rows for every page would cost more than the page."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator


class CappedPaginator(Paginator[Any]):
    """A paginator that stops counting at `cap`; `count_is_capped` says that there are more."""

    cap = 10_000

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.cap].count())

    @property
    def count_is_capped(self) -> bool:
        """Whether there are, or may be, more rows than were counted."""
        return self.count >= self.cap
