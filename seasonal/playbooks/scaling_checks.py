"""Whether a season's capacity was prepared, and whether its manifests are still those that are wanted."""

from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.walltime import berlin_wall
from seasonal.models import Season
from seasonal.playbooks.checks import Verdict, met, unmet
from seasonal.services.manifests import exported_manifests


def provisioned(season: Season, at: datetime) -> Verdict:
    """Manifests were exported for the season, and would be rendered the same now."""
    try:
        found = exported_manifests(season)
    except DomainError as refused:
        return unmet(str(refused))
    if found is None or found.provisioning.finished_at is None or found.provisioning.finished_at > at:
        return unmet(_("No manifests have been exported for this season."))
    day = f"{berlin_wall(found.provisioning.finished_at).date():%Y-%m-%d}"
    if found.stale:
        told = _("The manifests exported on {day} are no longer those that are wanted: {files}")
        return unmet(format_lazy(told, day=day, files=", ".join(found.stale)))
    return met(format_lazy(_("Manifests were exported on {day}, and are still those that are wanted."), day=day))
