"""Texts of a runbook as they are shown: Markdown made HTML, links leading to the pages of the admin."""

from django.utils.safestring import SafeString, mark_safe

from operations.runbooks.addresses import link_address
from operations.runbooks.content.markdown import render_markdown


def prose(text: str, slug: str) -> SafeString:
    """A Markdown text of the runbook `slug` as HTML; whatever somebody wrote, what comes out is cleaned."""
    return mark_safe(render_markdown(text, lambda link: link_address(link, slug)))  # noqa: S308  (cleaned by nh3)
