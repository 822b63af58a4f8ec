"""`manage.py import_leads FILE`: register the leads of a CSV or XLSX file."""

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.territory import Territory
from leads.exports.files import write_table
from leads.imports.dates import parse_registered_at
from leads.imports.errors import too_many_bytes
from leads.imports.limits import MAX_BYTES
from leads.imports.owners import can_hold_leads
from leads.imports.reasons import LABELS
from leads.imports.rows import Defaults
from leads.management.progress import Progress
from leads.models import ImportState, LeadImport
from leads.services.imports import (
    Preview,
    complete_defaults,
    create_import,
    open_import,
    preview_rows,
    rejected_lines,
    rejection_lines,
    run_import,
)

STOPPED = 130  # the exit code of what Ctrl-C ended


class Command(BaseCommand):
    help = (
        "Register the leads of a CSV or XLSX file. A second run with the same file changes nothing, and goes on where "
        "a stopped one was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--owner", metavar="USERNAME", help="whose leads they are, where no column says it")
        parser.add_argument(
            "--registered-at",
            type=_date,
            metavar="DATE",
            help="since when they are registered, where no column says it: 2025-12-31 or 31.12.2025, with a time if "
            "you like, Europe/Berlin",
        )
        parser.add_argument(
            "--territory",
            type=str.upper,
            choices=Territory.values,
            help="the country of rows whose country, postal code, city and telephone do not say it",
        )
        parser.add_argument("--source", default="", metavar="NAME", help="the system that the file's ids are from")
        parser.add_argument("--rejected", type=Path, metavar="FILE", help="write rejected rows here (.csv or .xlsx)")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        rejected: Path | None = options["rejected"]
        if rejected and rejected.resolve() == file.resolve():
            raise CommandError(_("--rejected is the file that is imported. Choose another name."))
        defaults = Defaults(
            owner=_owner(options["owner"]),
            registered_at=options["registered_at"],
            territory=Territory(options["territory"]) if options["territory"] else None,
            source=options["source"],
        )
        try:
            sys.stderr.write(_("Reading %(file)s …") % {"file": file} + "\n")
            content = _read(file)
            if options["dry_run"]:
                self._try(file, content, defaults, rejected)
            else:
                self._import(file, content, defaults, rejected)
        except DomainError as error:
            raise CommandError(f"{file}: {error}") from error

    def _try(self, file: Path, content: bytes, defaults: Defaults, rejected: Path | None) -> None:
        opened = open_import(content)
        judge = opened.judge(actor=None, defaults=complete_defaults(defaults, opened.columns))
        progress = Progress(sys.stderr, opened.count_rows())
        found = preview_rows(opened.table, judge, on_progress=lambda now: progress.show(now.rows_done, _counts(now)))
        progress.end()
        self._report(file, found, (each.reasons[0].code for each in found.rejections), opened.columns.ignored)
        self.stdout.write(_("A trial run: nothing was changed."))
        self._write_rejected(rejected, found, rejection_lines(opened.columns, found.rejections))

    def _import(self, file: Path, content: bytes, defaults: Defaults, rejected: Path | None) -> None:
        queued = create_import(actor=None, file_name=file.name, content=content, defaults=defaults, preview=False)
        progress = Progress(sys.stderr, queued.rows_total)
        with _stop_signals() as stopped:
            done = run_import(
                import_id=queued.pk,
                on_progress=lambda now: progress.show(now.rows_done, _counts(now)),
                should_stop=lambda: bool(stopped),
            )
        progress.end()
        self._report(file, done, done.rejected_rows.values_list("code", flat=True), done.ignored_columns)
        self._write_rejected(rejected, done, rejected_lines(done))
        if done.state == ImportState.STOPPED:
            raise CommandError(
                _("Stopped after %(done)s of %(total)s rows. They stay; the same command goes on from there.")
                % {"done": done.rows_done, "total": done.rows_total},
                returncode=STOPPED,
            )
        if done.state != ImportState.FINISHED:
            raise CommandError(done.error)

    def _report(self, file: Path, result: LeadImport | Preview, codes: Iterable[str], ignored: Iterable[str]) -> None:
        self.stdout.write(_("%(file)s: %(rows)s rows") % {"file": file.name, "rows": _figure(result.rows_done)})
        for label, count in (
            (_("registered"), result.registered),
            (_("known already"), result.known),
            (_("rejected"), result.rejected),
        ):
            self.stdout.write(f"{_figure(count):>10}  {label}")
        for code, count in Counter(codes).most_common():
            self.stdout.write(f"{_figure(count):>10}    {LABELS[code]}")
        if ignored:
            self.stdout.write(_("Columns that are not imported: %(names)s") % {"names": ", ".join(ignored)})

    def _write_rejected(self, target: Path | None, result: LeadImport | Preview, lines: Iterator[list[str]]) -> None:
        if target and result.rejected:
            try:
                write_table(target, lines, title=_("Rejected rows"))
            except OSError as error:
                raise CommandError(f"{target}: {error.strerror}") from error
            self.stdout.write(_("Rejected rows, with their reasons: %(file)s") % {"file": target})


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """Collect SIGINT and SIGTERM, so that the chunk under way is finished; the second one ends at once."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, _frame: object) -> None:
        received.append(number)
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, note)
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise too_many_bytes(MAX_BYTES)
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _owner(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
    if not can_hold_leads(user):
        raise CommandError(_("The user “%(name)s” can no longer hold leads.") % {"name": username})
    return user


def _date(text: str) -> datetime:
    try:
        instant = parse_registered_at(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s” is not a date such as 2025-12-31.") % {"text": text}) from None
    if instant > timezone.now():
        raise ArgumentTypeError(_("%(text)s lies in the future.") % {"text": text})
    return instant


def _counts(now: LeadImport | Preview) -> str:
    return _("%(registered)s registered, %(known)s known already, %(rejected)s rejected") % {
        "registered": _figure(now.registered),
        "known": _figure(now.known),
        "rejected": _figure(now.rejected),
    }


def _figure(value: int) -> str:
    return number_format(value, force_grouping=True)
