"""Load tests in the admin: what was proven before a season, and on what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.start_page import Card
from core.console.tables import Table
from journal.admin.page import ObjectPage
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.kind_filter import KindFilter
from seasonal.admin.texts import NONE, number, percent, territory_name, times, yes_no_badge
from seasonal.models import LoadTest, Region
from seasonal.workload import Workload

Kept = Mapping[str, Any]


@admin.register(LoadTest)
class LoadTestAdmin(FiguresAdmin):
    """Load tests. Made by `make loadtest` alone, and never changed."""

    is_edited = False
    list_display = (
        "time_column",
        "season",
        "scale_column",
        "rate_column",
        "passed_column",
        "carries_column",
        "version",
    )
    list_filter = (("season__kind", KindFilter), "passed")
    list_select_related = ("season",)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One test with its figures."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        if found is None or request.method != "GET":
            raise Http404
        page = _page(found)
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        context = {**frame, "page": page, "original": found, "title": page.title}
        return TemplateResponse(request, "admin/seasonal/season.html", context)

    @admin.display(description=gettext_lazy("time"), ordering="ran_at")
    def time_column(self, row: LoadTest) -> str:
        return moment(row.ran_at)

    @admin.display(description=gettext_lazy("times the normal load"), ordering="scale")
    def scale_column(self, row: LoadTest) -> str:
        return times(row.scale)

    @admin.display(description=gettext_lazy("requests per second"), ordering="rate")
    def rate_column(self, row: LoadTest) -> str:
        return number(row.rate)

    @admin.display(description=gettext_lazy("result"), ordering="passed")
    def passed_column(self, row: LoadTest) -> SafeString:
        return _verdict(row)

    @admin.display(description=gettext_lazy("carries per second"), ordering="carries")
    def carries_column(self, row: LoadTest) -> str:
        return NONE if row.carries is None else number(row.carries, 0)


def _verdict(row: LoadTest) -> SafeString:
    missed = len(row.evidence.get("failures", ()))
    return yes_no_badge(good=row.passed, yes=_("passed"), no=_("%(count)s missed") % {"count": missed})


def _page(row: LoadTest) -> ObjectPage:
    kept: Kept = row.evidence
    return ObjectPage(
        title=_("Load test %(number)s") % {"number": row.pk},
        subtitle=[
            str(row.season or NONE),
            moment(row.ran_at),
            _("version %(version)s") % {"version": row.version},
            row.machine,
        ],
        badges=[_verdict(row)],
        facts=_facts(row),
        tables=[_missed(kept), _figures(kept), _regions(kept), _search(kept)],
    )


def _facts(row: LoadTest) -> list[Card]:
    normal, peak = (row.evidence.get(name, {}) for name in ("normal", "peak"))
    base = row.rate / row.scale
    return [
        Card(
            label=_("Load"),
            value=f"{number(row.rate)}/s",
            note=_("%(times)s a normal load of %(rate)s/s") % {"times": times(row.scale), "rate": number(base, 1)},
        ),
        Card(label=_("Requests"), value=number(peak.get("requests", 0)), note=_errors(peak)),
        Card(label=_("P95"), value=_ms(peak), note=_("at the normal load %(ms)s") % {"ms": _ms(normal)}),
        Card(
            label=_("The machine carries"),
            value=NONE if row.carries is None else f"{number(row.carries, 0)}/s",
            note="" if row.carries is None else times((row.carries / base).quantize(Decimal("0.1"))),
            tone=Tone.NEUTRAL if row.carries else Tone.DANGER,
        ),
    ]


def _errors(figures: Kept) -> str:
    count = sum(figures.get("errors", {}).values())
    return _("no errors") if not count else _("%(count)s errors") % {"count": count}


def _ms(figures: Kept, name: str = "p95") -> str:
    return f"{number(Decimal(str(figures.get(name, 0))), 0)}\u00a0ms"


def _missed(kept: Kept) -> Table:
    rows = [(str(each),) for each in kept.get("failures", ())]
    return Table(
        ident="missed",
        title=_("Missed thresholds"),
        columns=(_("What was missed"),),
        rows=rows,
        empty=_("Every threshold was kept."),
    )


def _figures(kept: Kept) -> Table:
    before = {(each["territory"], each["workload"]): each for each in kept.get("normal", {}).get("lines", ())}
    names = dict(Workload.choices)

    def cells(line: Kept) -> Sequence[str | SafeString]:
        goal = _("goal %(ms)s ms") % {"ms": line["goal"]}
        return (
            with_note(str(names.get(line["workload"], line["workload"])), territory_name(line["territory"])),
            number(line["requests"]),
            _ms(line, "p50"),
            _ms(line),
            _ms(before.get((line["territory"], line["workload"]), {})),
            yes_no_badge(good=line["met"], yes=goal, no=goal),
        )

    return Table(
        ident="figures",
        title=_("By workload and territory"),
        columns=(_("Workload"), _("Requests"), _("P50"), _("P95"), _("P95 at the normal load"), _("Result")),
        rows=[cells(line) for line in kept.get("peak", {}).get("lines", ())],
    )


def _regions(kept: Kept) -> Table:
    names = dict(Region.objects.values_list("code", "name"))
    return Table(
        ident="regions",
        title=_("Who asked"),
        columns=(_("Region"), _("Territory"), _("Normally"), _("In the season")),
        rows=[
            (
                names.get(part["region"], part["region"]),
                territory_name(part["territory"]),
                percent(Decimal(str(part["normal"])), 1),
                percent(Decimal(str(part["season"])), 1),
            )
            for part in kept.get("parts", ())
        ],
    )


def _search(kept: Kept) -> Table:
    return Table(
        ident="search",
        title=_("What the machine carries"),
        columns=(_("requests per second"), _("P95"), _("Result")),
        rows=[
            (
                number(Decimal(str(step["rate"])), 1),
                _ms(step),
                yes_no_badge(good=not step["missed"], yes=_("carried"), no="; ".join(step["missed"][:2])),
            )
            for step in kept.get("search", ())
        ],
        empty=_("Was not looked for."),
    )
