"""`manage.py verify_protection [--repair | --rebuild]`: does the projection say what the facts come to?"""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.management.progress import Progress
from leads.models import Lead
from leads.services.projection import Drift, find_drift
from leads.services.rebuilding import rebuild_projection

MOST_SESSIONS = 4


class Command(BaseCommand):
    help = "Compare the projection of every lead's clock with its definition. Prints the drift and exits 1 on any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        todo = parser.add_mutually_exclusive_group()
        todo.add_argument("--repair", action="store_true", help="bring the drifted leads in line with their facts")
        todo.add_argument("--rebuild", action="store_true", help="make every row anew first, with all processors")

    def handle(self, *args: Any, repair: bool, rebuild: bool, **options: Any) -> None:
        total, checked, drifted = Lead.objects.count(), 0, 0
        progress = Progress(sys.stderr, total)
        if rebuild:
            for done in rebuild_projection(sessions=min(os.cpu_count() or 1, MOST_SESSIONS)):
                progress.show(done, _("made anew"))
            progress.end()
        for chunk in find_drift(repair=repair):
            drifted += len(chunk.drift)
            checked += chunk.leads
            progress.show(checked, _("checked"))
            for drift in chunk.drift:
                self._print(drift)
        progress.end()
        if not drifted:
            self.stdout.write(_("%(total)s leads checked: the projection equals the definition.") % {"total": total})
            return
        message = ngettext("%(count)s lead drifted.", "%(count)s leads drifted.", drifted) % {"count": drifted}
        if repair:
            self.stdout.write(" ".join((message, _("Repaired."))))
        else:
            self.stderr.write(" ".join((message, _("Repair with --repair, and find out how it came about."))))
        sys.exit(1)

    def _print(self, drift: Drift) -> None:
        self.stdout.write(f"lead {drift.lead_id} {drift.kind}")
        self.stdout.write(f"  projected {drift.projected}")
        self.stdout.write(f"  defined   {drift.defined}")
