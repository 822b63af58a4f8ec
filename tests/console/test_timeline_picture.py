"""What the picture is made of: phases cut by holds, every text escaped, one rendering for each frame."""

import re
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from leads.timeline import Hold, Timeline, render_timeline, scale_of
from leads.timeline.layout import FORMATS
from tests.console.examples import berlin, timeline

Stretch = tuple[float, float]


def stretches(svg: str, name: str) -> list[Stretch]:
    """From and to, in percent of the width, of all rectangles of a class."""
    found = []
    for rect in ET.fromstring(svg).iter("rect"):  # noqa: S314  (our own markup)
        if name in (rect.get("class") or "").split():
            start = float((rect.get("x") or "").rstrip("%"))
            found.append((start, start + float((rect.get("width") or "").rstrip("%"))))
    return sorted(found)


def wide(drawn: Timeline) -> str:
    return render_timeline(drawn, ident="t").renderings[-1]


def test_a_hold_cuts_the_bar() -> None:
    svg = wide(timeline())
    holds, running = stretches(svg, "hold-ground"), stretches(svg, "segment")
    assert len(holds) == 2
    for start, end in holds:
        assert not [piece for piece in running if piece[0] < end - 0.02 and start + 0.02 < piece[1]]


def test_phases_follow_each_other_from_registration_to_expiry() -> None:
    drawn = timeline(holds=())
    scale = scale_of(drawn)
    pieces = stretches(wide(drawn), "segment")
    assert pieces[0][0] == pytest.approx(scale.share(drawn.registered_at) * 100, abs=0.02)
    assert pieces[-1][1] == pytest.approx(scale.share(drawn.expires_at) * 100, abs=0.02)
    for before, after in pairwise(pieces):
        assert after[0] == pytest.approx(before[1], abs=0.02)


def test_an_open_hold_reaches_to_now() -> None:
    open_hold = Hold(start_at=berlin("2026-11-10 09:00"), end_at=None, reason="Muster fehlt")
    drawn = timeline(holds=(open_hold,))
    (hold,) = stretches(wide(drawn), "hold-ground")
    assert hold[1] == pytest.approx(scale_of(drawn).share(drawn.now) * 100, abs=0.02)
    assert 'class="hold open"' in wide(drawn)


def test_holds_without_effect_are_not_drawn() -> None:
    late = Hold(start_at=berlin("2026-11-27 15:06"), end_at=berlin("2026-12-01 09:00"), reason="zu spät")
    early = Hold(start_at=berlin("2026-01-01 09:00"), end_at=berlin("2026-02-01 09:00"), reason="zu früh")
    assert stretches(wide(timeline(holds=(early, late))), "hold-ground") == []


def test_what_is_to_come_looks_different() -> None:
    svg = wide(timeline(now=berlin("2026-04-01 12:00")))
    assert stretches(svg, "past")[-1][1] == pytest.approx(stretches(svg, "ahead")[0][0], abs=0.02)


HOSTILE = """</title></svg><script>alert("x")</script>' onload=\x00\x1b&"""


def test_every_text_is_escaped() -> None:
    plain = timeline()
    drawn = timeline(
        company=HOSTILE,
        holds=tuple(Hold(start_at=hold.start_at, end_at=hold.end_at, reason=HOSTILE) for hold in plain.holds),
        activities=tuple(
            type(each)(occurred_at=each.occurred_at, kind=HOSTILE, qualified=True, counted=True)
            for each in plain.activities
        ),
        handovers=tuple(type(each)(at=each.at, from_user=HOSTILE, to_user=HOSTILE) for each in plain.handovers),
    )
    for svg in render_timeline(drawn, ident="t").renderings:
        root = ET.fromstring(svg)  # noqa: S314  (our own markup; fails on anything unescaped)
        assert not [node for node in root.iter() if node.tag == "script" or "onload" in node.attrib]
        assert "<script" not in svg


def test_no_inline_style_and_no_id_twice() -> None:
    markup = "".join(render_timeline(timeline(), ident="t").renderings)
    assert "style=" not in markup
    ids = re.findall(r' id="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    for reference in re.findall(r'(?:url\(#|aria-labelledby=")([^)" ]+)', markup):
        assert reference in ids


def test_the_picture_has_a_title_and_a_description() -> None:
    for form, svg in zip(FORMATS, render_timeline(timeline(), ident="t").renderings, strict=True):
        assert f'aria-labelledby="t-{form.name}-title t-{form.name}-desc"' in svg
        assert 'role="img"' in svg


def test_two_pictures_can_share_a_scale() -> None:
    before = timeline()
    after = timeline(expires_at=before.expires_at + timedelta(days=9))
    shared = scale_of(before, after)
    starts = [
        stretches(render_timeline(each, ident="t", scale=shared).renderings[-1], "segment")[0][0]
        for each in (before, after)
    ]
    assert starts[0] == starts[1]


def test_a_lead_that_expired_years_ago_keeps_its_width() -> None:
    svg = wide(timeline(now=berlin("2036-11-21 09:00")))
    assert stretches(svg, "segment")[-1][1] > 70


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="registered_at needs a time zone"):
        timeline(registered_at=berlin("2026-02-26 15:06").replace(tzinfo=None))


def test_boundaries_that_go_back_are_refused() -> None:
    with pytest.raises(ValueError, match="must not go back"):
        timeline(grace_starts_at=berlin("2026-01-01 00:00"))
