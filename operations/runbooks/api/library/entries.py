"""The rows of the lists."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.reading import versions_of
from operations.runbooks.querysets.versions import berlin_today


def entries(asked: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Runbooks as filtered by a checked `RunbooksQuery`, by slug, with summaries in `language`."""
    versions = RunbookVersion.objects.current().order_by("runbook__slug")
    if "territory" in asked:
        own = Q(content__territories__contains=[asked["territory"]])
        versions = versions.filter(own | Q(content__territories=[]))
    if "owner" in asked:
        versions = versions.filter(content__owner=asked["owner"])
    if "alert" in asked:
        versions = versions.filter(content__alerts__contains=[asked["alert"]])
    today = berlin_today()
    return [
        {
            "slug": version.runbook.slug,
            "version": version.number,
            "reference": version.reference,
            "titles": version.content["title"],
            "summary": version.content["summary"][language],
            "owner": version.content["owner"],
            "territories": version.content["territories"],
            "alerts": version.content["alerts"],
            "review_due": version.content["review_due"],
            "past_review": version.content["review_due"] < today,
            "published_at": version.published_at,
            "url": absolute(read_address(version.runbook.slug)),
            "api_url": absolute(reverse("api-runbook", args=[version.runbook.slug])),
        }
        for version in versions
    ]


def version_entries(slug: str) -> list[dict[str, Any]]:
    """The published versions of a runbook, the newest first."""
    return [
        {
            "version": version.number,
            "reference": version.reference,
            "titles": version.content["title"],
            "note": version.note,
            "origin": version.origin.lower(),
            "published_at": version.published_at,
            "url": absolute(read_address(slug, version=version.number)),
            "api_url": absolute(f"{reverse('api-runbook', args=[slug])}?version={version.number}"),
        }
        for version in versions_of(slug).select_related("runbook")
    ]
