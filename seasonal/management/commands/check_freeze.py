"""`manage.py check_freeze`: may a pipeline release now? Exit code 0: yes; 3: frozen."""

import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.dbclock import database_now
from core.walltime import berlin_instant, berlin_wall
from seasonal.models import FreezeScope
from seasonal.querysets.freezes import Freeze, freeze_at, who_may_except

FROZEN = 3


class Command(BaseCommand):
    help = f"Exit 0 if a release is free, {FROZEN} if it is frozen (until when, why, who may grant an exception)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="ISO", help="an instant, on Berlin's clocks without a zone (default: now)")
        parser.add_argument(
            "--scope",
            default=FreezeScope.ALL.value.lower(),
            choices=[each.lower() for each in FreezeScope.values],
            help="what is to be released (default: all)",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer as JSON")

    def handle(self, *args: Any, at: str | None, scope: str, as_json: bool, **options: Any) -> None:
        asked = _instant(at)
        found = freeze_at(asked, scope.upper())
        answer = _answer(found, asked, scope)
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else _words(found, answer))
        if found.frozen:
            sys.exit(FROZEN)


def _instant(text: str | None) -> datetime:
    if text is None:
        return database_now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--at {text} is no instant; write 2027-09-01T08:00 or 2027-09-01T08:00+02:00.") from error
    return found if found.tzinfo else berlin_instant(found)


def _answer(found: Freeze, at: datetime, scope: str) -> dict[str, Any]:
    return {
        "frozen": found.frozen,
        "at": at.isoformat(),
        "scope": scope,
        "until": found.until.isoformat() if found.until else None,
        "windows": [{"reason": each.reason, "until": each.ends_at.isoformat()} for each in found.windows],
        "exceptions": [{"reason": each.reason, "until": each.until.isoformat()} for each in found.exceptions],
        "exceptions_by": who_may_except() if found.frozen else [],
    }


def _words(found: Freeze, answer: dict[str, Any]) -> str:
    lines = []
    if found.until is None:
        lines.append("Free: no release freeze holds.")
    else:
        lines.append(f"Frozen until {berlin_wall(found.until):%Y-%m-%d %H:%M} (Berlin).")
        lines += [f"  {each.reason}" for each in found.windows]
        lines.append(f"Exceptions are granted by: {', '.join(answer['exceptions_by']) or 'nobody yet'}.")
    lines += [f"Exception until {berlin_wall(each.until):%Y-%m-%d %H:%M}: {each.reason}" for each in found.exceptions]
    return "\n".join(lines)
