"""`manage.py seed_demo`: fill an empty database with people, companies and histories to look at."""

import random
from argparse import ArgumentParser
from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from leads.demo.histories import tell
from leads.demo.people import PASSWORD, REPRESENTATIVES, STAFF, create_people
from leads.models import Lead


class Command(BaseCommand):
    help = "Fill an empty database with a demo; does nothing where leads exist already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leads", type=int, default=400, help="how many leads (default: 400)")

    def handle(self, *args: Any, leads: int, **options: Any) -> None:
        with pghistory.context(source="command"):
            owners = create_people()
            if not Lead.objects.exists():
                # The same companies every time; only the dates move with the calendar.
                dice = random.Random(7)  # noqa: S311  (a demo, not a secret)
                for done in tell(leads, owners, timezone.now(), dice):
                    if done % 100 == 0 or done == leads:
                        self.stdout.write(_("%(done)s of %(total)s leads") % {"done": done, "total": leads})
        for person in STAFF:
            self.stdout.write(f"{person.username:10} {PASSWORD}  {person.role} ({', '.join(person.territories)})")
        names = ", ".join(person.username for person in REPRESENTATIVES)
        self.stdout.write(_("Representatives, with the same password: %(names)s") % {"names": names})
