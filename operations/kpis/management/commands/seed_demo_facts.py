"""`manage.py seed_demo_facts`: business facts for the leads of a demo."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.models import User
from operations.kpis.demo.seeding import seed_facts


class Command(BaseCommand):
    help = "Fill a demo with samples, orders, costs and the like; does nothing where there are samples already."

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.filter(is_superuser=True).order_by("pk").first()
        if actor is None:
            self.stderr.write("There is nobody who could have entered anything: run seed_demo first.")
            return
        count = seed_facts(actor=actor, now=timezone.now())
        self.stdout.write(f"{count} reports of business facts")
