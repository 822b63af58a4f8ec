"""No text of the picture lies over another or outside of it, whatever the facts and however wide the frame."""

from hypothesis import HealthCheck, given, settings

from leads.timeline import Timeline, render_timeline
from leads.timeline.layout import FORMATS
from tests.console.svg_text import overlapping, text_boxes
from tests.console.timelines import timelines

_slow = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@_slow
@given(timeline=timelines())
def test_no_text_lies_over_another(timeline: Timeline) -> None:
    picture = render_timeline(timeline, ident="t")
    for form, svg in zip(FORMATS, picture.renderings, strict=True):
        for stretch in (1.0, 1.07, 1.5):
            assert overlapping(svg, form.narrowest * stretch) == [], f"{form.name} x {stretch}"


@_slow
@given(timeline=timelines())
def test_no_text_leaves_the_picture(timeline: Timeline) -> None:
    picture = render_timeline(timeline, ident="t")
    for form, svg in zip(FORMATS, picture.renderings, strict=True):
        for box in text_boxes(svg, form.narrowest):
            assert box.left >= -14, box  # counts at the very edge may use the frame's padding of 16 pixels
            assert box.right <= form.narrowest + 14, box


@_slow
@given(timeline=timelines())
def test_today_and_the_end_of_protection_are_always_labelled(timeline: Timeline) -> None:
    for svg in render_timeline(timeline, ident="t").renderings:
        assert 'class="flag now"' in svg
        assert 'class="flag expiry"' in svg
