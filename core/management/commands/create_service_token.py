"""Make a token for a system that talks to the API."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from core.roles import ROLES, SYSTEMS
from core.services.tokens import issue_service_token
from core.territory import Territory


class Command(BaseCommand):
    help = (
        "Make an API token for a service account, and the account where there is none. "
        "The token is written to standard output, this once: only its hash is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """USERNAME --group GROUP --days DAYS [--territory DE]."""
        parser.add_argument("username", help="the service account, such as crm")
        parser.add_argument(
            "--group", action="append", required=True, metavar="GROUP", dest="groups",
            help=f"gives the rights: {', '.join(ROLES + SYSTEMS)}; may be repeated, and replaces what the account had",
        )  # fmt: skip
        parser.add_argument("--days", type=int, default=90, help="how long the token works, 1 to 730 (default: 90)")
        parser.add_argument(
            "--territory", action="append", choices=Territory.values, dest="territories",
            help="whose rows it reaches; may be repeated (default: all for a new account, else as before)",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Print the token; everything else goes to standard error, so that a script can read it."""
        if not 1 <= options["days"] <= 730:
            raise CommandError("--days: a token works for 1 to 730 days.")
        try:
            issued = issue_service_token(
                username=options["username"],
                groups=options["groups"],
                territories=options["territories"],
                lifetime=timedelta(days=options["days"]),
            )
        except DomainError as error:
            raise CommandError(str(error)) from None
        until = f"{issued.expires_at:%Y-%m-%d %H:%M} UTC"
        self.stderr.write(f"A token for {issued.user.username}, good until {until}. It is shown this once:")
        self.stdout.write(issued.token)
