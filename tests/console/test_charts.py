"""Bars and lines: told in words, and no label over another in the frames they are made for."""

import re

import pytest
from django.utils.translation import override

from core.svg import Bar, bar_chart, element, shorten, sparkline, text_width
from core.svg.bars import FRAMES, round_up
from tests.console.svg_text import overlapping


def shown_in(svg: str, frame: str) -> str:
    """The chart without the texts that the stylesheet hides in this frame."""
    return re.sub(rf'<text class="(?:value|label|scale) (?!{frame}\b|\w+ {frame}\b)[^>]*>[^<]*</text>', "", svg)


def inner(markup: str) -> str:
    return markup.removeprefix('<div class="bars">').removesuffix("</div>")


@pytest.mark.parametrize("count", [0, 1, 5, 8, 31, 90])
@pytest.mark.parametrize("label", ["KW", "Monat", "ein recht langer Name"])
@pytest.mark.parametrize("frame", FRAMES)
def test_labels_keep_apart(count: int, label: str, frame: str) -> None:
    bars = [Bar(label=f"{label} {index}", value=index * 37 % 1000) for index in range(count)]
    svg = shown_in(inner(bar_chart(bars, title="t", ident="c")), frame)
    assert overlapping(svg, FRAMES[frame]) == []


def test_values_are_told_in_words() -> None:
    markup = bar_chart(
        [Bar(label="KW 48", value=14), Bar(label="KW 49", value=9, text="9 Leads")], title="t", ident="c"
    )
    assert '<desc id="c-desc">KW 48: 14; KW 49: 9 Leads</desc>' in markup


def test_long_names_lie_under_each_other() -> None:
    bars = [Bar(label="Sperrfrist des Kunden, lange vereinbart", value=3), Bar(label="Unterlagen", value=1)] * 2
    assert 'class="name"' in bar_chart(bars, title="t", ident="c")


def test_texts_of_a_chart_are_escaped() -> None:
    assert "<b>" not in bar_chart([Bar(label="<b>", value=1, text="<b>")], title="<b>", ident="c")


@pytest.mark.parametrize(("value", "top"), [(0, 1), (7, 8), (22, 25), (100, 100), (101, 120), (0.3, 0.3)])
def test_the_scale_ends_at_a_round_value(value: float, top: float) -> None:
    assert round_up(value) == pytest.approx(top)


@pytest.mark.parametrize(("value", "shown"), [(3227, "3.227"), (0.25, "0,25"), (7.0, "7"), (1_500_000, "1.500.000")])
def test_figures_are_written_as_in_german(value: float, shown: str) -> None:
    with override("de"):
        assert Bar(label="02", value=value).shown == shown


def test_a_line_needs_two_values() -> None:
    assert sparkline([1], title="t") == ""
    assert 'aria-label="t"' in sparkline([1, 1], title="t")


def test_an_element_escapes_text_and_attributes_once() -> None:
    child = element("b", None, "<&>")
    assert element("a", {"title": '"<', "x": None, "y": 1.234567}, child) == (
        '<a title="&quot;&lt;" y="1.23"><b>&lt;&amp;&gt;</b></a>'
    )


def test_a_text_is_shortened_to_its_room() -> None:
    assert shorten("kurz", 100, 12) == "kurz"
    cut = shorten("ein sehr langer Text, der nicht passt", 100, 12)
    assert cut.endswith("…")
    assert text_width(cut, 12) <= 100
