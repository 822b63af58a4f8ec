"""How bad it is: the rules, case by case, and what holds for all of them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.incidents.impact import Impact, rate
from operations.runbooks.responsibilities import Severity
from operations.runbooks.subjects import Subject

PEAK = "oktoberfest"


@pytest.mark.parametrize(
    ("subject", "base", "impact", "severity", "codes"),
    [
        # By itself.
        ("platform", "SEV3", {}, "SEV3", ["alert"]),
        ("samples", "SEV4", {}, "SEV4", ["alert"]),
        # Samples.
        ("samples", "SEV3", {"samples_lost": 1}, "SEV1", ["alert", "samples_lost"]),
        ("samples", "SEV3", {"samples_at_risk": 1}, "SEV2", ["alert", "samples_at_risk"]),
        ("samples", "SEV3", {"samples_at_risk": 9}, "SEV2", ["alert", "samples_at_risk"]),
        ("samples", "SEV3", {"samples_at_risk": 10}, "SEV1", ["alert", "samples_at_risk"]),
        # Protection and reminders.
        ("protection", "SEV3", {"leads_expired_unreminded": 1}, "SEV1", ["alert", "leads_expired_unreminded"]),
        ("reminders", "SEV3", {"leads_about_to_expire": 1}, "SEV2", ["alert", "leads_about_to_expire"]),
        ("reminders", "SEV3", {"leads_about_to_expire": 10}, "SEV1", ["alert", "leads_about_to_expire"]),
        # Catering and orders.
        ("catering", "SEV3", {"events_unanswered": 1}, "SEV2", ["alert", "events_unanswered"]),
        ("catering", "SEV3", {"events_unanswered": 5}, "SEV1", ["alert", "events_unanswered"]),
        ("orders", "SEV3", {"orders_unconfirmed": 1}, "SEV1", ["alert", "orders_unconfirmed"]),
        # In a peak.
        ("samples", "SEV3", {"season": PEAK}, "SEV2", ["alert", "peak"]),
        ("samples", "SEV2", {"season": PEAK}, "SEV1", ["alert", "peak"]),
        ("samples", "SEV1", {"season": PEAK}, "SEV1", ["alert"]),
        ("samples", "SEV4", {"season": PEAK}, "SEV4", ["alert"]),
        ("orders", "SEV3", {"season": PEAK}, "SEV2", ["alert", "peak"]),
        ("catering", "SEV3", {"events_unanswered": 1, "season": PEAK}, "SEV1", ["alert", "events_unanswered", "peak"]),
        ("platform", "SEV3", {"season": PEAK}, "SEV3", ["alert"]),
        ("reminders", "SEV2", {"season": PEAK}, "SEV2", ["alert"]),
        # What does not concern it.
        ("platform", "SEV3", {"samples_lost": 9, "leads_about_to_expire": 99}, "SEV3", ["alert"]),
        ("orders", "SEV3", {"samples_lost": 9}, "SEV3", ["alert"]),
    ],
)  # fmt: skip
def test_is_rated_by_what_is_at_stake(
    subject: str, base: str, impact: dict[str, Any], severity: str, codes: list[str]
) -> None:
    rated, reasons = rate(subject=subject, base=base, impact=Impact(**impact))
    assert (rated, [reason["code"] for reason in reasons]) == (severity, codes)


COUNTS = (
    "samples_lost", "samples_at_risk", "leads_about_to_expire", "leads_expired_unreminded", "events_unanswered",
    "orders_unconfirmed",
)  # fmt: skip
SUBJECTS, SEVERITIES = st.sampled_from(Subject.values), st.sampled_from(Severity.values)
IMPACTS = st.builds(Impact, **{name: st.integers(0, 20) for name in COUNTS}, season=st.sampled_from(["", PEAK]))


@given(SUBJECTS, SEVERITIES, IMPACTS)
def test_is_never_less_bad_than_the_alert_says(subject: str, base: str, impact: Impact) -> None:
    assert rate(subject=subject, base=base, impact=impact)[0] <= base


@given(SUBJECTS, SEVERITIES, IMPACTS, st.sampled_from(COUNTS), st.integers(1, 20))
def test_more_at_stake_is_never_less_bad(subject: str, base: str, impact: Impact, measure: str, more: int) -> None:
    changes: dict[str, Any] = {measure: impact.count(measure) + more}
    worse = replace(impact, **changes)
    assert rate(subject=subject, base=base, impact=worse)[0] <= rate(subject=subject, base=base, impact=impact)[0]


@given(SUBJECTS, SEVERITIES, IMPACTS)
def test_a_peak_is_never_less_bad(subject: str, base: str, impact: Impact) -> None:
    calm, peak = (replace(impact, season=season) for season in ("", PEAK))
    assert rate(subject=subject, base=base, impact=peak)[0] <= rate(subject=subject, base=base, impact=calm)[0]


@given(SUBJECTS, SEVERITIES, SEVERITIES, IMPACTS)
def test_a_worse_alert_is_never_less_bad(subject: str, base: str, other: str, impact: Impact) -> None:
    worse, better = sorted([base, other])
    assert rate(subject=subject, base=worse, impact=impact)[0] <= rate(subject=subject, base=better, impact=impact)[0]
