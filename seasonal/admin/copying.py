"""Copying a season, or all of a year, to the next: the days are shown first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.previews import Change, Preview
from core.errors import DomainError
from core.walltime import berlin_wall
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.planner import YEARS
from seasonal.admin.texts import day, days
from seasonal.models import Anchor, Season
from seasonal.services.copying import (
    Moved,
    MovedCampaign,
    MovedSeason,
    copy_season_to_next_year,
    copy_year,
    moved_season,
    moved_year,
)


class CopyingPages(FiguresAdmin):
    """The addresses copy/ of a season and of a year."""

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/copy/", guarded(self.copy_view), name="seasonal_season_copy"),
            path("year/<int:year>/copy/", guarded(self.copy_year_view), name="seasonal_season_copy_year"),
            *super().get_urls(),
        ]

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the days of the next year, then copy."""
        self._admit(request)
        season, user = get_object_or_404(Season, pk=pk), signed_in(request)
        back = reverse("admin:seasonal_season_change", args=[pk])
        if request.method == "POST":
            try:
                copied = copy_season_to_next_year(season=season, actor=user)
            except DomainError as refused:
                messages.error(request, str(refused))
                return redirect(back)
            messages.success(request, _("“%(season)s” is planned.") % {"season": copied})
            return redirect("admin:seasonal_season_change", copied.pk)
        moved = moved_season(season, user)
        preview = Preview(
            question=_("Copy “%(season)s” to the next year?") % {"season": season},
            confirm=_("Copy"),
            changes=[*_days_of(moved.seasons[0]), *_times_of(moved.campaigns)],
            consequences=[*_easters(moved.seasons), *_what_is_copied(moved)],
        )
        labels = {"before_label": season.years, "after_label": _("Next year")}
        frame = {"title": _("Copy to next year"), "original": season, "cancel_url": back}
        return self._ask(request, {**frame, **labels, "preview": preview})

    def copy_year_view(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show all days of the next year, then copy what is not there."""
        self._admit(request)
        if year not in YEARS or year + 1 not in YEARS:
            raise Http404
        planner = reverse("admin:seasonal_season_planner")
        if request.method == "POST":
            try:
                done = copy_year(year=year, actor=signed_in(request))
            except DomainError as refused:
                messages.error(request, str(refused))
                return redirect(f"{planner}?year={year}")
            messages.success(request, _told(done, year + 1))
            for sentence in _left(done):
                messages.info(request, sentence)
            return redirect(f"{planner}?year={year + 1}")
        moved = moved_year(year, signed_in(request))
        copied = [each for each in moved.seasons if each.there is None]
        is_any = bool(copied) or not all(each.is_there for each in moved.campaigns)
        preview = Preview(
            question=_("Copy the whole year %(year)s to %(next)s?") % {"year": year, "next": year + 1},
            confirm=_("Copy") if is_any else "",
            changes=[*(_line_of(each) for each in copied), *_times_of(moved.campaigns)],
            consequences=[*_easters(copied), *_left(moved), *_what_is_copied(moved)],
        )
        labels = {"before_label": year, "after_label": year + 1}
        frame = {"title": _("Copy the whole year"), "cancel_url": f"{planner}?year={year}"}
        return self._ask(request, {**frame, **labels, "preview": preview})

    def _admit(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _ask(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, "admin/seasonal/question.html", {**frame, **context})


def _hangs(*anchors: str) -> str:
    return _("hangs on Easter") if Anchor.EASTER in anchors else ""


def _days_of(moved: MovedSeason) -> list[Change]:
    season, after = moved.season, moved.days
    return [
        Change(
            label=_("First day"),
            before=day(season.starts_on),
            after=day(after.starts_on),
            note=_hangs(season.starts_by),
        ),
        Change(label=_("Last day"), before=day(season.ends_on), after=day(after.ends_on), note=_hangs(season.ends_by)),
    ]


def _line_of(moved: MovedSeason) -> Change:
    season, after = moved.season, moved.days
    return Change(
        label=season.label,
        before=days(season.starts_on, season.ends_on),
        after=days(after.starts_on, after.ends_on),
        note=_hangs(season.starts_by, season.ends_by),
    )


def _times_of(campaigns: Sequence[MovedCampaign]) -> list[Change]:
    return [
        Change(
            label=_("Campaign %(name)s") % {"name": each.campaign},
            before=f"{moment(each.campaign.starts_at)} – {moment(each.campaign.ends_at)}",
            after=f"{moment(each.starts_at)} – {moment(each.ends_at)}",
        )
        for each in campaigns
        if not each.is_there
    ]


def _easters(seasons: Sequence[MovedSeason]) -> list[str]:
    found = sorted({easter for each in seasons for easter in each.days.easters})
    return [_("Easter is on %(day)s.") % {"day": day(each)} for each in found]


def _left(moved: Moved) -> Iterator[str]:
    """What is there already, and what begins in another year, by name."""
    for season in moved.seasons:
        if season.there:
            yield _("“%(season)s” is there already, and stays as it is.") % {"season": season.there}
    for each in moved.campaigns:
        if each.is_there:
            yield _("The campaign “%(name)s” is there already, and stays as it is.") % {"name": each.campaign}
    for campaign in moved.left_out:
        told = {"name": campaign, "year": berlin_wall(campaign.starts_at).year}
        yield _("The campaign “%(name)s” begins in %(year)s. It is copied with that year.") % told


def _what_is_copied(moved: Moved) -> Iterator[str]:
    yield _("Factors, uplifts and hours are copied as they are. The copy is planned, not open.")
    if any(not each.is_there for each in moved.campaigns):
        yield _("Campaigns know no draft: they count as soon as they are copied. Look at their days.")


def _told(moved: Moved, year: int) -> str:
    copied = {
        "seasons": sum(each.there is None for each in moved.seasons),
        "campaigns": sum(not each.is_there for each in moved.campaigns),
        "year": year,
    }
    return _("Planned for %(year)s: seasons %(seasons)s, campaigns %(campaigns)s.") % copied
