"""`manage.py verify_protection [--repair]`: does the projection say what the facts come to?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.models import Lead
from leads.services.projection import Drift, find_drift


class Command(BaseCommand):
    help = "Compare the projection of every lead's clock with its definition. Prints the drift and exits 1 on any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="bring the drifted leads in line with their facts")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        total, drifted = Lead.objects.count(), 0
        for chunk in find_drift(repair=repair):
            drifted += len(chunk.drift)
            for drift in chunk.drift:
                self._print(drift)
            if options["verbosity"] > 1:
                self.stderr.write(_("checked up to lead %(id)s") % {"id": chunk.up_to})
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
