"""Files as people send them, and importing them."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from leads.imports.rows import Defaults
from leads.models import LeadImport
from leads.services.imports import create_import, run_import

HEADER = ("Firma", "PLZ", "Ort", "Telefon")
# Not long ago, whenever the tests run: what is imported is protected.
REGISTERED_ON = berlin_wall(timezone.now()).date() - timedelta(days=20)
REGISTERED_AT = berlin_instant(datetime.combine(REGISTERED_ON, time()))


def csv_file(
    rows: Sequence[Sequence[str]], *, header: Sequence[str] = HEADER, delimiter: str = ";", encoding: str = "utf-8"
) -> bytes:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def xlsx_file(rows: Sequence[Sequence[Any]], *, header: Sequence[str] = HEADER) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def import_file(content: bytes, *, actor: User | None = None, name: str = "leads.csv", **defaults: Any) -> LeadImport:
    """Import a file as the command does it; without a date it is REGISTERED_AT."""
    queued = create_import(
        actor=actor,
        file_name=name,
        content=content,
        defaults=Defaults(**{"registered_at": REGISTERED_AT, **defaults}),
        preview=False,
    )
    return run_import(import_id=queued.pk)


def codes(done: LeadImport) -> dict[int, list[str]]:
    """The reasons' codes of each rejected row, by its number."""
    return {row.number: [reason["code"] for reason in row.reasons] for row in done.rejected_rows.all()}


def counts(done: LeadImport) -> tuple[int, int, int]:
    """Registered, known, rejected."""
    return done.registered, done.known, done.rejected
