"""Where runbooks, their steps and what they link to are found, by people and by programs."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

# Fixed: alerts, bookmarks and other systems lead here.
_READ = "/admin/runbooks/runbook/{slug}/read/"
_RUN_CHECK = "/api/v1/checks/{name}/run/"
# How links begin that lead elsewhere: nothing that somebody in between could change.
OUTSIDE = ("https://", "mailto:")


def read_address(slug: str, anchor: str = "", version: int | None = None) -> str:
    """The page of the admin on which a runbook is read, from the root of the host; `anchor`: at that step."""
    query = f"?version={version}" if version is not None else ""
    return _READ.format(slug=slug) + query + (f"#{anchor}" if anchor else "")


def link_address(link: str, slug: str) -> str:
    """Where a link in the runbook `slug` ("#step", "other-slug#step", "admin:page", https) leads, from the root.

    A page of the admin that does not exist, as a draft may name one, stays as it is written.
    """
    if link.startswith(OUTSIDE):
        return link
    if link.startswith("admin:"):
        try:
            return reverse(link)
        except NoReverseMatch:
            return link
    target, _mark, anchor = link.partition("#")
    return read_address(target or slug, anchor)


def run_check_address(name: str) -> str:
    """Where a check is run over the API, from the root."""
    return _RUN_CHECK.format(name=name)


def absolute(address: str) -> str:
    """The same with the host by which people reach this installation; what names one already stays."""
    return f"{settings.PUBLIC_URL}{address}" if address.startswith("/") else address
