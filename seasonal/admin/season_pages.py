"""Pages of a season that apps above bring, such as its war room: each in its own address below the season's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise

from core.console.tables import Action
from seasonal.models import Season, SeasonState

# Season, and what every page of the admin shows -> the page. Only for who may see seasons: that is asked before.
View = Callable[[HttpRequest, Season, Mapping[str, Any]], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonPage:
    """A page. `slug`: the end of its address; `milestones`: codes of those that are done there; `is_watched`: it
    is where people look while the season is on."""

    slug: str
    label: str | Promise
    view: View
    icon: str = ""
    milestones: frozenset[str] = frozenset()
    is_watched: bool = False

    @property
    def url_name(self) -> str:
        """Without "admin:"."""
        return f"seasonal_season_{self.slug.replace('-', '_')}"

    def address(self, season_pk: int) -> str:
        """The page of one season."""
        return reverse(f"admin:{self.url_name}", args=[season_pk])


_PAGES: dict[str, SeasonPage] = {}


def register(page: SeasonPage) -> None:
    """Make a page known, before addresses are: in an app's ready(). ValueError where another one has its slug."""
    known = _PAGES.setdefault(page.slug, page)
    if known.view is not page.view:
        raise ValueError(f"There are two pages of a season called {page.slug}.")


def season_pages() -> list[SeasonPage]:
    """All that there are, by slug."""
    return [_PAGES[slug] for slug in sorted(_PAGES)]


def page_links(season: Season) -> Iterator[Action]:
    """Where the pages of a season are, as long as it is not over."""
    if season.state != SeasonState.OVER:
        for page in season_pages():
            yield Action(label=page.label, url=page.address(season.pk), icon=page.icon)


def pages_for(milestone: str) -> list[SeasonPage]:
    """Those on which a milestone, by its code, is done."""
    return [each for each in season_pages() if milestone in each.milestones]
