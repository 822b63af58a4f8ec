"""`manage.py seed_demo_rota`: who is on call in a demo, and whom to call for everything else."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.incidents.demo.rota import seed_rota


class Command(BaseCommand):
    help = "Fill a demo with shifts and emergency contacts; does nothing where there are any already."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seed_rota(now=timezone.now())} shifts")
