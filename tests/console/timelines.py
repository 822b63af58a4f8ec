"""Invented timelines for the tests of the picture: any number of facts, at any distance, in any order."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from leads.timeline import Activity, Handover, Hold, Reminder, ReminderState, Timeline

REGISTERED = datetime(2025, 11, 26, 14, 6, tzinfo=UTC)

_texts = st.one_of(
    st.sampled_from(["Preisfreigabe", "Muster fehlt", "Kunde renoviert bis Ostern, Rückruf vereinbart", "WWWWWWWW"]),
    st.text(max_size=60),
)


def _instants(days: int) -> st.SearchStrategy[datetime]:
    return st.integers(-40 * 24, days * 24).map(lambda hours: REGISTERED + timedelta(hours=hours))


def _holds(days: int) -> st.SearchStrategy[list[Hold]]:
    """Holds that do not overlap, some of them next to each other; the last may be open."""

    def build(gaps: list[tuple[int, int, str]], last_is_open: bool) -> list[Hold]:
        holds, at = [], REGISTERED - timedelta(days=20)
        for gap, length, reason in gaps:
            start = at + timedelta(hours=gap)
            at = start + timedelta(hours=length)
            holds.append(Hold(start_at=start, end_at=at, reason=reason))
        if last_is_open and holds:
            holds[-1] = Hold(start_at=holds[-1].start_at, end_at=None, reason=holds[-1].reason)
        return holds

    gap = st.integers(0, days * 24 // 4)
    return st.builds(build, st.lists(st.tuples(gap, st.integers(1, 60 * 24), _texts), max_size=12), st.booleans())


def _crowds(days: int) -> st.SearchStrategy[tuple[Activity, ...]]:
    """Up to a hundred activities, drawn as one number: a list of so many would take most of the test's time."""

    def build(count: int, seed: int) -> tuple[Activity, ...]:
        chance = Random(seed)  # noqa: S311
        return tuple(
            Activity(
                occurred_at=REGISTERED + timedelta(hours=chance.randint(-100, days * 24)),
                kind=chance.choice(["Anruf", "Muster & <Feedback>"]),
                qualified=chance.random() < 0.5,
                counted=chance.random() < 0.3,
            )
            for _ in range(count)
        )

    return st.builds(build, st.integers(0, 100), st.integers(0, 10_000))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any timeline: of a few days or ten years, expired long ago or registered just now, empty or crowded."""
    days = draw(st.sampled_from([3, 20, 90, 250, 800, 3650]))
    spans = sorted(draw(st.lists(st.integers(0, days * 24), min_size=3, max_size=3)))
    base, grace, expiry = (REGISTERED + timedelta(hours=hours + 1) for hours in spans)
    instants = _instants(days)
    return Timeline(
        company=draw(_texts),
        registered_at=REGISTERED,
        base_ends_at=base,
        grace_starts_at=grace,
        expires_at=expiry,
        now=REGISTERED + timedelta(hours=draw(st.integers(0, days * 24 * 2))),
        holds=tuple(draw(_holds(days))),
        activities=draw(_crowds(days)),
        reminders=tuple(
            draw(
                st.lists(
                    st.builds(
                        Reminder,
                        due_at=instants,
                        sent_at=st.none() | instants,
                        state=st.sampled_from(ReminderState),
                    ),
                    max_size=6,
                )
            )
        ),
        handovers=tuple(draw(st.lists(st.builds(Handover, at=instants, from_user=_texts, to_user=_texts), max_size=4))),
    )
