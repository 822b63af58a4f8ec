"""What monitoring can tell of a season's milestones."""

from datetime import datetime
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operations.monitoring.rendering import Plan, render
from seasonal.models import Season
from seasonal.playbooks.checks import Verdict, met, unknown, unmet

DEPLOY = Path(__file__).parents[2] / "deploy"
_RULES = "prometheus/rules"


def alerts_rendered(season: Season, at: datetime, *, deploy: Path = DEPLOY) -> Verdict:
    """The rules of alerts that this installation has are those that would be rendered now."""
    wanted = {path: text for path, text in render(Plan()).items() if path.is_relative_to(_RULES)}
    if not deploy.is_dir():
        return unknown(_("The rendered rules are not on this machine."))
    stale = [
        path.name
        for path, text in wanted.items()
        if not (deploy / path).is_file() or (deploy / path).read_text("utf-8") != text
    ]
    if stale:
        return unmet(format_lazy("{}: {}", _("Stale; run `manage.py render_monitoring`"), ", ".join(sorted(stale))))
    return met(_("The rules are rendered; that Prometheus has loaded them, it says itself."))
