"""Dates and times on the pages of key figures, as people of each language write them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from core.walltime import berlin_instant
from operations.kpis.admin.texts import bucket_label, season_line
from operations.kpis.periods import Bucket
from operations.kpis.registry import Unit
from operations.kpis.wording import value_in_words
from seasonal.models import Season

CHRISTMAS = Season(kind="christmas", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 31))
MAY = berlin_instant(datetime(2026, 5, 2))  # noqa: DTZ001  (a wall time)
NOVEMBER = berlin_instant(datetime(2026, 11, 1))  # noqa: DTZ001


@pytest.mark.parametrize(("language", "days"), [("de", "(1. Nov. – 31.12.2026)"), ("en", "(1 Nov – 31 Dec 2026)")])
def test_a_season_with_its_days(language: str, days: str) -> None:
    with override(language):
        assert season_line(CHRISTMAS).endswith(days)


@pytest.mark.parametrize(
    ("language", "bucket", "labels"),
    [
        ("de", Bucket.DAY, ["2. Mai", "1. Nov."]),
        ("en", Bucket.DAY, ["2 May", "1 Nov"]),
        ("de", Bucket.WEEK, ["2. Mai", "1. Nov."]),
        ("de", Bucket.HOUR, ["2. Mai", "1. Nov."]),
        ("de", Bucket.MONTH, ["Mai 2026", "Nov. 2026"]),
        ("en", Bucket.MONTH, ["May 2026", "Nov 2026"]),
    ],
)
def test_under_a_chart(language: str, bucket: Bucket, labels: list[str]) -> None:
    with override(language):
        assert [bucket_label(bucket, at) for at in (MAY, NOVEMBER)] == labels


@pytest.mark.parametrize(("seconds", "words"), [("0", "0 s"), ("0.0204", "20 ms"), ("0.3", "300 ms"), ("1.5", "1,5 s")])
def test_less_than_a_second_is_told_in_thousandths(seconds: str, words: str) -> None:
    with override("de"):
        assert value_in_words(Unit.SECONDS, Decimal(seconds)) == words.replace(" ", "\u00a0")
