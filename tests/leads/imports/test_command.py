"""`manage.py import_leads`."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.models import User
from leads.management.progress import Progress
from leads.models import ImportState, Lead, LeadImport
from tests.leads.imports.files import REGISTERED_AT, REGISTERED_ON, csv_file

MESSY = Path(__file__).parent / "data" / "messy.csv"


@pytest.fixture
def leads_csv(tmp_path: Path) -> Path:
    """Two rows that become leads, one that does not."""
    file = tmp_path / "leads.csv"
    file.write_bytes(csv_file([["Gasthof", "54536", "Kröv", ""], ["Hotel", "", "Wien", ""], ["Bar", "", "", ""]]))
    return file


def _run(file: Path, *arguments: str, owner: str = "rep") -> str:
    out = io.StringIO()
    since = f"--registered-at={REGISTERED_ON:%d.%m.%Y}"
    call_command("import_leads", str(file), f"--owner={owner}", since, *arguments, stdout=out)
    return out.getvalue()


def test_it_registers_leads_for_an_owner_from_a_date(owner: User, leads_csv: Path) -> None:
    _run(leads_csv)
    assert {*Lead.objects.values_list("company", "user", "created_at")} == {
        ("Gasthof", owner.pk, REGISTERED_AT),
        ("Hotel", owner.pk, REGISTERED_AT),
    }


def test_it_says_how_many_rows_became_what(owner: User, leads_csv: Path) -> None:
    lines = [line.split() for line in _run(leads_csv).splitlines()]
    assert [line[0] for line in lines[1:5]] == ["2", "0", "1", "1"]


def test_a_dry_run_changes_nothing_and_says_the_same(owner: User, leads_csv: Path) -> None:
    trial = _run(leads_csv, "--dry-run").splitlines()
    assert not Lead.objects.exists()
    assert not LeadImport.objects.exists()
    assert trial[:5] == _run(leads_csv).splitlines()[:5]


@pytest.mark.parametrize("trial", [["--dry-run"], []])
def test_rejected_rows_are_written_where_asked(owner: User, leads_csv: Path, tmp_path: Path, trial: list[str]) -> None:
    target = tmp_path / "rejected.csv"
    _run(leads_csv, f"--rejected={target}", *trial)
    text = target.read_text(encoding="utf-8-sig")
    assert [line.split(";" if ";" in text else ",")[0] for line in text.splitlines()] == ["Firma", "Bar"]


def test_without_rejections_no_file_is_written(owner: User, tmp_path: Path) -> None:
    file, target = tmp_path / "leads.csv", tmp_path / "rejected.csv"
    file.write_bytes(csv_file([["Gasthof", "54536", "", ""]]))
    _run(file, f"--rejected={target}")
    assert not target.exists()


def test_rejected_rows_never_replace_the_file_itself(owner: User, leads_csv: Path) -> None:
    before = leads_csv.read_bytes()
    with pytest.raises(CommandError):
        _run(leads_csv, f"--rejected={leads_csv}")
    assert leads_csv.read_bytes() == before


def test_territory_and_source_are_parameters(owner: User, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(csv_file([["1", "Cooking Khan", "5071"]], header=["Kundennummer", "Firma", "PLZ"]))
    _run(file, "--territory=at", "--source=erp")
    assert Lead.objects.values_list("territory", "source", "external_id").get() == ("AT", "erp", "1")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--owner=nobody"],
        ["--registered-at=12/31/2025"],
        ["--registered-at=31.12.2099"],
        ["--territory=FR"],
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused(owner: User, leads_csv: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        _run(leads_csv, *arguments)
    assert not LeadImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\x00", b"no;header\n1;2\n"])
def test_a_broken_file_is_one_clear_line(owner: User, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        _run(file)
    assert str(refused.value).startswith(f"{file}: ")


def test_a_missing_file_is_one_clear_line(owner: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.csv"):
        _run(tmp_path / "gone.csv")


def test_the_import_is_on_record(owner: User, leads_csv: Path) -> None:
    _run(leads_csv)
    done = LeadImport.objects.get()
    assert (done.file_name, done.user, done.owner, done.state) == ("leads.csv", None, owner, ImportState.FINISHED)


def test_a_messy_file_ends_in_leads_and_named_rejections(owner: User, tmp_path: Path) -> None:
    target = tmp_path / "rejected.csv"
    _run(MESSY, f"--rejected={target}")
    done = LeadImport.objects.get()
    assert (done.registered, done.known, done.rejected) == (8, 0, 8)
    found: dict[str, Any] = {row.cells[1]: row.code for row in done.rejected_rows.all()}
    assert found == {
        "Parkgarten": "place_missing",
        "": "company_missing",
        "Alm-Stüberl": "territory_unclear",
        "Auberge du Lac": "country_unknown",
        "Winzerhof Thein OHG": "duplicate_in_file",
        "Zur Linde": "postal_code_mismatch",
        "Gasthaus Morgen": "date_unreadable",
        "Café Ufer": "cells_without_heading",
    }
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _row in csv.reader(file)) == 1 + 8


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar() -> None:
    terminal = _Terminal()
    progress = Progress(terminal, 200)
    progress.show(100, "half")
    progress.end()
    assert terminal.getvalue().startswith(f"\r[{'#' * 15}{'.' * 15}] 50 %")


def test_elsewhere_progress_is_a_line_now_and_then() -> None:
    stream = io.StringIO()
    progress = Progress(stream, 1000)
    for done in range(1000):
        progress.show(done, "")
    assert stream.getvalue().count("\n") <= 1
