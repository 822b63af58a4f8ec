"""Search: by the beginning of any word, without accents and case."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.models import Lead
from tests.factories import LeadFactory
from tests.leads.admin.desk import LIST, Desk
from tests.leads.admin.test_list import shown


@pytest.fixture
def companies(db: None) -> None:
    for company, city, code in (
        ("Weinhaus Müller GmbH & Co. KG", "Würzburg", "97070"),
        ("Müller's Bistro", "Zürich", "8001"),
        ("Café Édouard", "Straßkirchen", "94342"),
        ("Obermüller", "Graz", "8010"),
    ):
        LeadFactory.create(company=company, city=city, postal_code=code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("muller", {"Weinhaus Müller GmbH & Co. KG", "Müller's Bistro"}),
        ("MÜLLER", {"Weinhaus Müller GmbH & Co. KG", "Müller's Bistro"}),
        ("mueller", {"Weinhaus Müller GmbH & Co. KG", "Müller's Bistro"}),
        ("mul", {"Weinhaus Müller GmbH & Co. KG", "Müller's Bistro"}),
        ("wurz mul", {"Weinhaus Müller GmbH & Co. KG"}),
        ("müller zürich", {"Müller's Bistro"}),
        ("edou", {"Café Édouard"}),
        ("strasskirchen", {"Café Édouard"}),
        ("9707", {"Weinhaus Müller GmbH & Co. KG"}),
        ("80", {"Müller's Bistro", "Obermüller"}),
        ("üller", set()),
        ("ürzburg", set()),
        ("070", set()),
        ("müller graz", set()),
    ],
)
def test_the_beginning_of_any_word_finds(clerk: Desk, companies: None, text: str, found: set[str]) -> None:
    assert set(shown(clerk, f"q={text}")) == found


@pytest.mark.parametrize("text", ["", "   ", "%20"])
def test_nothing_typed_shows_all(clerk: Desk, companies: None, text: str) -> None:
    assert len(shown(clerk, f"q={text}")) == 4


def test_search_and_filters_narrow_together(clerk: Desk, companies: None) -> None:
    Lead.objects.filter(city="Zürich").update(territory="CH")
    assert shown(clerk, "q=muller&territory=CH") == ["Müller's Bistro"]
    page = clerk.get(LIST, "q=muller&territory=CH")
    assert 'value="muller"' in page.response.content.decode()


def test_nothing_found_is_told(clerk: Desk, companies: None) -> None:
    assert "Nothing found" in clerk.get(LIST, "q=pizzeria").text


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30))
def test_whatever_is_typed_searches_and_never_fails(db: None, text: str) -> None:
    """Quotes, backslashes, operators of a search query, emoji."""
    list(Lead.objects.filter(search__words=text)[:1])
