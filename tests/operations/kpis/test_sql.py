"""Every key figure can be measured where there is nothing, and says so."""

from decimal import Decimal

import pytest

from operations.kpis.measuring import SQL, measure, territories_seen_by
from operations.kpis.registry import KPIS
from operations.kpis.windows import trend_edges
from tests.operations.kpis.scenes import NOW

# A count of nothing and a budget that nobody has spent are figures, too.
ALWAYS = {"ai_spend"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(KPIS))
def test_where_there_is_nothing_there_is_no_value(name: str) -> None:
    kpi = KPIS[name]
    found = measure(kpi, edges=trend_edges(kpi, NOW, 3), territories=territories_seen_by(None), now=NOW)
    totals = [(each.value, each.population) for each in found if each.territory == ""]
    nothing: list[tuple[Decimal | None, int]] = [(Decimal(0), 1) if name in ALWAYS else (None, 0)]
    assert totals == nothing * 3


def test_every_statement_belongs_to_a_key_figure() -> None:
    assert {path.stem for path in SQL.glob("*.sql")} == set(KPIS)


@pytest.mark.parametrize("name", sorted(KPIS))
def test_every_statement_says_what_it_computes(name: str) -> None:
    assert (SQL / f"{name}.sql").read_text().startswith("-- ")
