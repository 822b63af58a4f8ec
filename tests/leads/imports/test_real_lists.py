"""Real input: restaurants as volunteers mapped them, or, where that file is not there, a messy list of our own."""

import os
from collections import Counter
from pathlib import Path

import pytest

from core.models import User
from freshops.environment import BASE_DIR
from leads.models import Lead, LeadImport
from leads.services.imports import rejected_lines
from tests.leads.imports.files import counts, import_file

SHARED = Path(os.environ.get("FRESHOPS_SHARED_DATA") or BASE_DIR.parent / "shared" / "data") / "gastro_osm.csv"
OWN = Path(__file__).parent / "data" / "messy.csv"

# What becomes of the rows: registered, rejected by reason, territories; and the conflicts of another owner.
EXPECTED = {
    SHARED: (314, {"place_missing": 147, "duplicate_in_file": 11, "territory_unclear": 3}, {"DE": 228, "AT": 86}, 325),
    OWN: (
        8,
        {
            "place_missing": 1,
            "company_missing": 1,
            "territory_unclear": 1,
            "country_unknown": 1,
            "duplicate_in_file": 1,
            "postal_code_mismatch": 1,
            "date_unreadable": 1,
            "cells_without_heading": 1,
        },
        {"DE": 4, "AT": 2, "CH": 2},
        7,  # two are registered so long ago that protection has ended
    ),
}


def _said(file: Path) -> str:
    return file.name if file.exists() else f"{file} is not here"


# The name of a test says which list it ran on, and whether the shared one was missing.
LISTS = [
    pytest.param(SHARED if SHARED.exists() else OWN, id=_said(SHARED)),
    pytest.param(OWN, id=_said(OWN)),
]


@pytest.fixture(params=LISTS)
def file(request: pytest.FixtureRequest) -> Path:
    """A list."""
    path: Path = request.param
    return path


@pytest.fixture
def done(file: Path, owner: User) -> LeadImport:
    """The import of the list."""
    return import_file(file.read_bytes(), owner=owner)


def test_every_row_is_a_lead_or_a_named_rejection(file: Path, done: LeadImport) -> None:
    registered, rejections, _territories, _conflicts = EXPECTED[file]
    assert counts(done) == (registered, 0, sum(rejections.values()))
    assert done.rows_total == registered + sum(rejections.values())
    assert Counter(done.rejected_rows.values_list("code", flat=True)) == rejections


def test_the_country_is_found_where_the_list_does_not_say_it(file: Path, done: LeadImport) -> None:
    assert Counter(Lead.objects.values_list("territory", flat=True)) == EXPECTED[file][2]


def test_a_second_import_changes_nothing(file: Path, done: LeadImport, owner: User) -> None:
    before = list(Lead.objects.order_by("id").values_list())
    assert counts(import_file(file.read_bytes(), owner=owner)) == (0, done.registered, done.rejected)
    assert list(Lead.objects.order_by("id").values_list()) == before


def test_somebody_else_gets_none_of_these_companies(file: Path, done: LeadImport, other: User) -> None:
    again = import_file(file.read_bytes(), owner=other)
    assert counts(again) == (0, 0, done.rows_total)
    assert again.rejected_rows.filter(code="conflict").count() == EXPECTED[file][3]


def test_rejected_rows_mended_are_imported(done: LeadImport, owner: User) -> None:
    header, *rows = rejected_lines(done)
    place = next(position for position, heading in enumerate(header) if heading in {"city", "Ort"})
    mended = [[*row[:place], "54536 Kröv", *row[place + 1 :]] for row in rows if not row[place]]
    text = "\n".join("\t".join(row) for row in [header, *mended])
    again = import_file(text.encode("utf-16"), owner=owner)
    assert again.registered >= 1
    assert sum(counts(again)) == len(mended)
