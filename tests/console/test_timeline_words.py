"""The picture in words: everything it shows is said, in the reader's language and in Berlin's time."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from hypothesis import given, settings

from leads.timeline import Hold, ReminderState, Timeline, render_timeline
from leads.timeline.holds import stops
from tests.console.examples import berlin, timeline
from tests.console.timelines import timelines


def told(drawn: Timeline, language: str = "en") -> str:
    with translation.override(language):
        return "\n".join(render_timeline(drawn, ident="t").sentences)


def test_state_phases_and_facts_are_told() -> None:
    words = told(timeline())
    assert words.splitlines() == [
        "Grace. Protection ends on 27 Nov 2026, 15:06, in 6 days.",
        "Base protection from 26 Feb 2026 to 18 Sep 2026.",
        "Follow-up from 18 Sep 2026 to 17 Nov 2026.",
        "Grace from 17 Nov 2026 to 27 Nov 2026.",
        "Hold 1: Preisfreigabe, 5 May 2026 to 23 May 2026 (18 days).",
        "Hold 2: Muster fehlt, 22 Sep 2026 to 27 Sep 2026 (5 days).",
        "3 activities, of which 2 qualified; 1 moved the end of protection.",
        "Last qualified activity: Feedback on 18 Sep 2026.",
        "Reminder sent 18 Nov 2026, 08:01.",
        "Handed over from Anna Huber to Luca Meier on 1 Jul 2026.",
    ]


def test_a_standing_clock_is_told_first() -> None:
    hold = Hold(start_at=berlin("2026-11-10 09:00"), end_at=None, reason="Muster fehlt")
    words = told(timeline(holds=(hold,)))
    assert words.startswith("The clock stands: Muster fehlt. If it ran again now, protection would end on 27 Nov 2026")
    assert "Hold 1: Muster fehlt, since 10 Nov 2026, still open (11 days)." in words


def test_an_expired_lead_is_told() -> None:
    assert told(timeline(now=berlin("2026-11-30 09:00"))).startswith(
        "Protection ended on 27 Nov 2026, 15:06, 3 days ago."
    )


def test_holds_without_effect_are_counted() -> None:
    late = Hold(start_at=berlin("2026-11-28 09:00"), end_at=None, reason="zu spät")
    assert "1 hold without effect." in told(timeline(holds=(late,)))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ReminderState.SCHEDULED, "Reminder due 18 Nov 2026, 08:00."),
        (ReminderState.CANCELLED, "Reminder due 18 Nov 2026, 08:00, cancelled."),
        (ReminderState.DEAD, "Reminder due 18 Nov 2026, 08:00, could not be sent."),
    ],
)
def test_what_became_of_a_reminder(state: ReminderState, expected: str) -> None:
    (reminder,) = timeline().reminders
    changed = type(reminder)(due_at=reminder.due_at, sent_at=None, state=state)
    assert expected in told(timeline(reminders=(changed,)))


def test_dates_are_germans_in_german() -> None:
    assert "27.11.2026, 15:06" in told(timeline(), "de")


def test_dates_are_berlins() -> None:
    late_evening_utc = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert "28 Nov 2026, 00:30" in told(timeline(expires_at=late_evening_utc))


def test_ten_days_of_hold_are_ten_days_over_the_change_of_clocks() -> None:
    hold = Hold(start_at=berlin("2026-03-25 09:00"), end_at=berlin("2026-04-04 09:00"), reason="x")
    assert "(10 days)" in told(timeline(holds=(hold,)))


@settings(max_examples=60)
@given(drawn=timelines())
def test_every_hold_reminder_and_handover_has_its_sentence(drawn: Timeline) -> None:
    with translation.override("en"):
        sentences = render_timeline(drawn, ident="t").sentences
    assert sum(sentence.startswith("Hold ") for sentence in sentences) == len(stops(drawn))
    assert sum(sentence.startswith("Reminder ") for sentence in sentences) == len(drawn.reminders)
    assert sum(sentence.startswith("Handed over") for sentence in sentences) == len(drawn.handovers)
