"""The start page puts together what the apps contribute."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core.console.badges import Tone
from core.console.start_page import Attention, Card, StartPage
from core.models import User
from operations.console.start_page import overview

BERLIN = ZoneInfo("Europe/Berlin")
ANNA = User(username="anna", first_name="Anna")


def attention(title: str, weight: int) -> Attention:
    return Attention(badge="Grace", tone=Tone.DANGER, title=title, url="/", weight=weight)


PAGES = [
    StartPage(cards=lambda _user: [Card(label="Leads", value="7")], headline=lambda _user: "Christmas, factor 5"),
    StartPage(attention=lambda _user: [attention("light", 1), attention("heavy", 9)]),
    StartPage(headline=lambda _user: None),
]


@pytest.mark.parametrize(
    ("hour", "greeting"), [(6, "Good morning, Anna"), (12, "Good day, Anna"), (19, "Good evening, Anna")]
)
def test_it_greets_by_berlins_clock(hour: int, greeting: str) -> None:
    with translation.override("en"):
        assert overview(ANNA, [], now=datetime(2026, 11, 21, hour, tzinfo=BERLIN)).greeting == greeting


def test_someone_without_a_first_name_is_greeted_by_login() -> None:
    with translation.override("en"):
        assert overview(User(username="anna"), []).greeting.endswith(", anna")


def test_contributions_come_together_the_heaviest_first() -> None:
    page = overview(ANNA, PAGES, now=datetime(2026, 11, 21, 9, tzinfo=BERLIN))
    assert [card.value for card in page.cards] == ["7"]
    assert [item.title for item in page.attention] == ["heavy", "light"]
    assert page.headline[1:] == ["Christmas, factor 5"]


def test_only_so_many_things_need_attention_at_once() -> None:
    many = StartPage(attention=lambda _user: [attention(str(number), number) for number in range(40)])
    assert len(overview(ANNA, [many]).attention) == 12
