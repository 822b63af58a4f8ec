"""Real input: restaurants as volunteers mapped them. Where the file is not there, messy.csv has to do."""

import os
from collections import Counter
from pathlib import Path

import pytest

from core.models import User
from freshops.environment import BASE_DIR
from leads.models import Lead, LeadImport
from leads.services.imports import rejected_lines
from tests.leads.imports.files import counts, import_file

FOLDER = Path(os.environ.get("FRESHOPS_SHARED_DATA") or BASE_DIR.parent / "shared" / "data")
GASTRO = FOLDER / "gastro_osm.csv"

pytestmark = pytest.mark.skipif(
    not GASTRO.exists() and not os.environ.get("CI"), reason=f"{GASTRO} is not here; set FRESHOPS_SHARED_DATA"
)


@pytest.fixture
def done(owner: User) -> LeadImport:
    """The import of the file."""
    return import_file(GASTRO.read_bytes(), owner=owner)


def test_every_row_is_a_lead_or_a_named_rejection(done: LeadImport) -> None:
    assert counts(done) == (314, 0, 161)
    assert done.rows_total == 475
    assert Counter(done.rejected_rows.values_list("code", flat=True)) == {
        "place_missing": 147,
        "duplicate_in_file": 11,
        "territory_unclear": 3,
    }


def test_the_country_is_right_where_the_file_does_not_say_it(done: LeadImport) -> None:
    assert Counter(Lead.objects.values_list("territory", flat=True)) == {"DE": 228, "AT": 86}
    assert Lead.objects.get(company="Steinbach").territory == "DE"  # Laufen, among Salzburg's rows
    assert Lead.objects.get(external_id="node/5324779743").territory == "AT"  # 0662/425 403, no country


def test_a_second_import_changes_nothing(done: LeadImport, owner: User) -> None:
    before = list(Lead.objects.order_by("id").values_list())
    again = import_file(GASTRO.read_bytes(), owner=owner)
    assert counts(again) == (0, 314, 161)
    assert list(Lead.objects.order_by("id").values_list()) == before


def test_somebody_else_gets_none_of_these_companies(done: LeadImport, other: User) -> None:
    again = import_file(GASTRO.read_bytes(), owner=other)
    assert counts(again) == (0, 0, 475)
    assert again.rejected_rows.filter(code="conflict").count() == 325


def test_rejected_rows_mended_are_imported(done: LeadImport, owner: User) -> None:
    header, *rows = rejected_lines(done)
    place = header.index("city")
    mended = [header, *([*row[:place], "54536 Kröv", *row[place + 1 :]] for row in rows if not row[place])]
    text = "\n".join("\t".join(row) for row in mended)
    again = import_file(text.encode("utf-16"), owner=owner)
    assert again.registered > 100
    assert again.registered + again.known + again.rejected == len(mended) - 1
