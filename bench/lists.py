"""The first page of the lead list and of a search, with the paginator's count. No target, but index look-ups."""

import json
from typing import Any

from django.db.models import QuerySet

from bench.figures import Figure
from bench.measure import duration, sample
from bench.sizes import Size

PAGE = 50


def figures(size: Size) -> list[Figure]:
    """As the lead list of the admin asks, for someone who may see everything."""
    from leads.models import Lead
    from leads.querysets.leads import OpenEnded

    leads = Lead.objects.with_clock().order_by(OpenEnded("protection__expires_at"), "pk").select_related("user")
    leads = leads.defer("search", "company_key", "city_key")
    owner = Lead.objects.order_by("pk").values_list("user_id", flat=True)[0]
    pages = {
        "protected": leads.protected(),
        **{f"phase {phase}": leads.in_phase(phase) for phase in ("BASE", "FOLLOW_UP", "GRACE", "EXPIRED")},
        "expiring within 10 days": leads.expiring_within(10),
        "clock stands": leads.clock_stopped(),
        "of one owner": leads.protected().filter(protection__user_id=owner),
        "search for “mull”": leads.matching("mull"),
        "search for “waldgruber salz”": leads.matching("waldgruber salz"),
        "search for “mull”, protected": leads.protected().matching("mull"),
    }
    return [_figure(name, page, size) for name, page in pages.items()]


def _figure(name: str, leads: Any, size: Size) -> Figure:
    from core.console.paginator import CappedPaginator

    page = leads[:PAGE]
    shown = sample(lambda: list(page.all()), repetitions=5 * size.repetitions, warm_up=2)
    counted = sample(lambda: CappedPaginator(leads.all(), PAGE).count, repetitions=5 * size.repetitions, warm_up=2)
    scans, buffers = _plan(page)
    verdict = "index look-ups" if not scans else f"reads all of {', '.join(sorted(scans))}"
    measured = f"{duration(shown.median)}, {buffers} buffers; counting {duration(counted.median)}"
    return Figure(f"lead list, first page: {name}", measured, "–", verdict, shown.median, None)


def _plan(page: QuerySet[Any]) -> tuple[set[str], int]:
    """Tables of ours that the plan reads whole, and the buffers that it touches."""
    (plan,) = json.loads(page.explain(format="json", analyze=True, buffers=True))
    top = plan["Plan"]
    return set(_scanned(top)), top["Shared Hit Blocks"] + top["Shared Read Blocks"]


def _scanned(node: dict[str, Any]) -> list[str]:
    table = node.get("Relation Name", "")
    whole = [table] if node["Node Type"] == "Seq Scan" and table.startswith("lead") else []
    return whole + [found for child in node.get("Plans", []) for found in _scanned(child)]
