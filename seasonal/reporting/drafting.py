"""The whole report: facts of every section, and the text that they make."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from seasonal.models import Season
from seasonal.reporting.markdown import line
from seasonal.reporting.sections import sections


def gather(season: Season, at: datetime) -> dict[str, Any]:
    """The facts of all sections, by code."""
    return {section.code: dict(section.gather(season, at)) for section in sections()}


def write(season: Season, facts: dict[str, Any], language: str) -> str:
    """The text in `language`, with headings for what only people know."""
    with translation.override(language):
        parts = [_("# Report: %(season)s") % {"season": line(season)}]
        for section in sections():
            found = [part for part in section.write(facts[section.code]) if part] if section.code in facts else []
            parts += [f"## {section.title}", *found] if found else []
        parts += [
            _("## What went well, what did not"),
            "- ",
            _("## What we change for the next season"),
            _("Each with a name and a date."),
            "- ",
        ]
        return "\n\n".join(parts) + "\n"
