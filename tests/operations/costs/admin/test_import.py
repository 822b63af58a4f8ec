"""Importing costs: looked at first, each wrong row named, nothing twice."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from operations.costs.models import Cost, CostImport
from operations.facts.services import void_fact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, Page

pytestmark = pytest.mark.django_db
IMPORTS = "/admin/costs/costimport/"
GERMAN = (
    "Kostenart;Betrag;Währung;Von;Bis;Gebiet;Team;Belegnummer\n"
    "Infrastruktur;1.012,50;EUR;01.03.2026;31.03.2026;DE;;R-1\n"
    "KI;12,5;CHF;01.03.2026;;Schweiz;Süd;R-2\n"
)
WRONG = (
    "kind;amount;from;territory;note\n"
    "Kaffee;12,50;01.03.2026;DE;=1+1\n"
    "AI;1.234;31.02.2026;DE;\n"
    "AI;-5;01.03.2026;FR;\n"
    "AI;5;01.03.2026;DE;fine\n"
)


def upload(desk: Desk, content: str | bytes, name: str = "kosten.csv") -> Page:
    raw = content.encode() if isinstance(content, str) else content
    return desk.post(f"{IMPORTS}add/", {"file": SimpleUploadedFile(name, raw)}, follow=True)


def confirm(desk: Desk) -> Page:
    return desk.post(f"{IMPORTS}{CostImport.objects.latest('pk').pk}/run/", {}, follow=True)


def counts() -> tuple[int, int, int]:
    last = CostImport.objects.latest("pk")
    return last.recorded, last.known, last.refused


def test_a_german_file_is_looked_at_then_recorded(boss: Desk) -> None:
    page = upload(boss, GERMAN)
    assert page.table("sample")[0][2] == "1.012,50 EUR"
    assert not Cost.objects.exists()
    confirm(boss)
    first, second = Cost.objects.order_by("external_id")
    assert (first.kind, first.amount, first.territory) == ("INFRASTRUCTURE", Decimal("1012.5"), "DE")
    assert (second.kind, second.amount, second.currency, second.team) == ("AI", Decimal("12.5"), "CHF", "Süd")
    assert second.ends_at is not None
    assert second.starts_at is not None
    assert (second.ends_at - second.starts_at).days == 1
    assert CostImport.objects.get().content is None


def test_an_english_file_with_months_and_hours(boss: Desk) -> None:
    upload(boss, f"Kind,Hours,Month,Team,User\nSales time,7.5,2026-03,South,{boss.user.username}\n")
    confirm(boss)
    cost = Cost.objects.get()
    assert (cost.hours, cost.amount, cost.team, cost.user_id) == (Decimal("7.5"), None, "South", boss.user.pk)


def test_a_workbook(boss: Desk) -> None:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["Art", "Betrag", "Monat", "Land"], ["Infrastruktur", 310.5, "03/2026", "Österreich"]):
        book.active.append(row)
    book.save(file)
    upload(boss, file.getvalue(), "kosten.xlsx")
    confirm(boss)
    assert (Cost.objects.get().amount, Cost.objects.get().territory) == (Decimal("310.5"), "AT")


def test_each_wrong_row_is_named_with_line_column_and_reason(boss: Desk) -> None:
    page = upload(boss, WRONG)
    found = {row[0]: row[2] for row in page.table("refused")}
    assert list(found) == ["2", "3", "4"]
    assert found["2"].startswith("kind: ")
    assert "Kaffee" in found["2"]
    assert "amount: " in found["3"]
    assert "from: " in found["3"]
    assert "territory: " in found["4"]
    assert counts() == (1, 0, 3)
    confirm(boss)
    assert Cost.objects.get().note == "fine"


def test_the_same_file_again_changes_nothing(boss: Desk) -> None:
    for content in (GERMAN, WRONG):
        upload(boss, content)
        confirm(boss)
    before = list(Cost.objects.order_by("pk").values())
    for content, expected in ((GERMAN, (0, 2, 0)), (WRONG, (0, 1, 3))):
        assert "run/" not in " ".join(upload(boss, content).links)
        assert counts() == expected
        confirm(boss)
    assert list(Cost.objects.order_by("pk").values()) == before


def test_a_second_click_records_nothing(boss: Desk) -> None:
    upload(boss, GERMAN)
    confirm(boss)
    confirm(boss)
    assert Cost.objects.count() == 2


def test_a_known_reference_with_other_values_is_refused(boss: Desk) -> None:
    upload(boss, GERMAN)
    confirm(boss)
    page = upload(boss, GERMAN.replace("1.012,50", "999,00"))
    assert counts() == (0, 1, 1)
    assert "R-1" in page.table("refused")[0][2]


def test_what_was_voided_does_not_come_back(boss: Desk) -> None:
    upload(boss, GERMAN)
    confirm(boss)
    void_fact(fact=Cost.objects.earliest("pk"), actor=boss.user, why="storniert")
    upload(boss, GERMAN)
    assert counts() == (0, 2, 0)


def test_the_same_row_twice_without_a_reference_is_asked_about(boss: Desk) -> None:
    row = "AI;5;01.03.2026;DE;fine\n"
    page = upload(boss, f"kind;amount;from;territory;note\n{row}{row}")
    assert counts() == (1, 0, 1)
    assert "2" in page.table("refused")[0][2]


def test_refused_rows_come_back_harmless_and_can_be_imported_again(boss: Desk) -> None:
    upload(boss, WRONG)
    made = CostImport.objects.get()
    text = boss.client.get(f"{IMPORTS}{made.pk}/refused.csv").getvalue().decode("utf-8-sig")
    assert "'=1+1" in text
    assert ";=1+1" not in text
    book = load_workbook(io.BytesIO(boss.client.get(f"{IMPORTS}{made.pk}/refused.xlsx").getvalue()))
    assert book.active is not None
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None} == {"s"}
    upload(boss, text.replace("Kaffee", "AI"))
    assert counts() == (1, 0, 2)


@pytest.mark.parametrize(
    "content",
    ["", "kind;amount;from\n", "amount;from\n5;01.03.2026\n", "kind;Art;amount;from\nAI;AI;5;01.03.2026\n", "%PDF-1.7"],
)
def test_what_is_no_table_of_costs_is_refused_as_a_whole(boss: Desk, content: str) -> None:
    answer = upload(boss, content)
    assert (answer.status, list(answer.errors)) == (422, ["file"])
    assert not CostImport.objects.exists()


def test_nobody_imports_into_others_territories_or_sees_others_imports(desk: NewDesk, boss: Desk) -> None:
    swiss = desk("lead", territories=["CH"])
    upload(swiss, GERMAN)
    assert counts() == (1, 0, 1)
    made = CostImport.objects.get()
    assert boss.get(f"{IMPORTS}{made.pk}/change/").status == 404
    assert boss.post(f"{IMPORTS}{made.pk}/run/", {}).status == 404
    assert not Cost.objects.exists()


def test_a_discarded_import_is_over(boss: Desk) -> None:
    upload(boss, GERMAN)
    boss.post(f"{IMPORTS}{CostImport.objects.get().pk}/discard/", {})
    confirm(boss)
    assert not Cost.objects.exists()
    assert CostImport.objects.get().content is None
