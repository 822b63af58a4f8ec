"""The next year from this one: dates stay, feasts move, campaigns go with their season, what is there stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from core.models import User
from seasonal.errors import SeasonRefused
from seasonal.models import Anchor, Campaign, Season, SeasonHours, SeasonState
from seasonal.services.copying import copy_season_to_next_year, copy_year, moved_year
from tests.factories import UserFactory
from tests.seasonal.admin.scene import campaign, season
from tests.seasonal.turns import until_somebody_waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def planned(name: str, territory: str, first: datetime, last: datetime) -> Campaign:
    return Campaign.objects.create(
        name=name, territory=territory, starts_at=first, ends_at=last, burst="2.5", ratio="20"
    )


def before_easter() -> Season:
    """A season of 2027 that hangs on Easter (28 March) on both sides, felt in Germany."""
    made = Season.objects.create(
        kind="easter", starts_on="2027-03-15", ends_on="2027-03-29", starts_by=Anchor.EASTER, ends_by=Anchor.EASTER
    )
    SeasonHours.objects.create(season=made, territory="DE", from_hour=8, to_hour=18)
    made.refresh_from_db()
    return made


def test_a_copy_has_the_same_dates_uplifts_and_hours(actor: User) -> None:
    copied = copy_season_to_next_year(season=season(), actor=actor)
    assert (copied.starts_on, copied.ends_on) == (date(2028, 9, 1), date(2028, 10, 15))
    assert copied.state == SeasonState.PLANNED
    assert sorted(each.percent for each in copied.uplifts.all()) == [50, 50, 100, 100, 500]
    assert copied.hours.count() == 3


def test_a_day_that_hangs_on_easter_moves_with_it(actor: User) -> None:
    copied = copy_season_to_next_year(season=season("ski"), actor=actor)
    assert (copied.starts_on, copied.ends_on) == (date(2028, 12, 4), date(2029, 4, 2))  # Easter 2029: 1 April
    assert copied.ends_by == Anchor.EASTER


def test_a_season_that_is_there_already_is_not_copied_again(actor: User) -> None:
    with pytest.raises(SeasonRefused, match="2027"):
        copy_season_to_next_year(season=season(year=2026), actor=actor)


def test_its_campaigns_are_copied_with_it_and_no_others(actor: User) -> None:
    campaign()  # 13 September 08:00 to 17 September 20:00
    planned("Advent", "DE", datetime(2027, 11, 29, 7, tzinfo=UTC), datetime(2027, 12, 1, 7, tzinfo=UTC))
    copy_season_to_next_year(season=season(), actor=actor)
    copied = Campaign.objects.get(starts_at__year=2028)
    assert (copied.name, copied.burst, copied.ratio) == ("Wiesn-Mailing", Decimal("2.5"), Decimal(20))
    assert copied.starts_at == datetime(2028, 9, 13, 6, tzinfo=UTC)
    assert copied.ends_at == datetime(2028, 9, 17, 18, tzinfo=UTC)


def test_a_campaign_moves_with_easter_where_its_season_does_at_the_same_time_of_day(actor: User) -> None:
    """In 2027 the clocks change between its two days; in 2028 (Easter: 16 April) they do not."""
    made = before_easter()
    planned("Lamm", "DE", datetime(2027, 3, 26, 7, tzinfo=UTC), datetime(2027, 3, 29, 6, tzinfo=UTC))
    copied = copy_season_to_next_year(season=made, actor=actor)
    assert (copied.starts_on, copied.ends_on) == (date(2028, 4, 3), date(2028, 4, 17))
    moved = Campaign.objects.get(starts_at__year=2028)
    assert moved.starts_at == datetime(2028, 4, 14, 6, tzinfo=UTC)  # 08:00 in Berlin, as in the year before
    assert moved.ends_at == datetime(2028, 4, 17, 6, tzinfo=UTC)


def test_a_campaign_goes_with_the_season_felt_in_its_territory_that_begins_nearest_to_it(actor: User) -> None:
    planned("Alpen", "AT", datetime(2027, 12, 10, 7, tzinfo=UTC), datetime(2027, 12, 11, 7, tzinfo=UTC))
    planned("Schnee", "AT", datetime(2028, 2, 1, 7, tzinfo=UTC), datetime(2028, 2, 2, 7, tzinfo=UTC))
    copy_season_to_next_year(season=season("ski"), actor=actor)
    assert [each.name for each in Campaign.objects.filter(starts_at__year__gte=2028).order_by("starts_at")] == [
        "Schnee",
        "Alpen",  # not with Christmas, which began long before
        "Schnee",
    ]


def test_a_campaign_of_spring_goes_with_its_year_and_not_with_the_season_of_the_winter_before(actor: User) -> None:
    """The ski season of 2027 ends on Easter Monday, 17 April 2028; asparagus begins on 1 April, felt there too."""
    ski = season("ski")
    asparagus = season("asparagus", 2027)
    copied = copy_season_to_next_year(season=asparagus, actor=actor)
    assert (ski.ends_on, copied.starts_on) == (date(2028, 4, 17), date(2028, 4, 1))
    SeasonHours.objects.create(season=copied, territory="AT", from_hour=8, to_hour=18)
    planned("Spargel", "AT", datetime(2028, 4, 10, 6, tzinfo=UTC), datetime(2028, 4, 12, 6, tzinfo=UTC))
    planned("Schnee", "AT", datetime(2028, 2, 1, 7, tzinfo=UTC), datetime(2028, 2, 2, 7, tzinfo=UTC))
    done = copy_year(year=2028, actor=actor)
    days = {each.campaign.name: each.starts_at.date() for each in done.campaigns}
    assert days == {"Spargel": date(2029, 4, 10), "Schnee": date(2029, 2, 1)}


def test_a_year_is_copied_with_what_hangs_on_easter_and_campaigns_of_no_season(actor: User) -> None:
    before_easter()
    campaign()
    planned("Sommer", "CH", datetime(2027, 7, 1, 7, tzinfo=UTC), datetime(2027, 7, 8, 7, tzinfo=UTC))
    planned("Schnee", "AT", datetime(2028, 2, 29, 7, tzinfo=UTC), datetime(2028, 3, 1, 7, tzinfo=UTC))
    copy_year(year=2027, actor=actor)
    seasons = {each.kind: (each.starts_on, each.ends_on) for each in Season.objects.filter(starts_on__year=2028)}
    assert seasons["easter"] == (date(2028, 4, 3), date(2028, 4, 17))
    assert seasons["ski"] == (date(2028, 12, 4), date(2029, 4, 2))
    assert seasons.keys() == {"asparagus", "oktoberfest", "christmas", "ski", "easter"}
    days = {each.name: each.starts_at.date() for each in Campaign.objects.order_by("starts_at")}  # the last of a name
    assert days == {
        "Wiesn-Mailing": date(2028, 9, 13),
        "Sommer": date(2028, 7, 1),
        "Schnee": date(2028, 2, 29),  # begins in the next year, and is copied with that
    }
    assert [each.name for each in moved_year(2027, actor).left_out] == ["Schnee"]
    copy_year(year=2028, actor=actor)
    # Nearer to the end of its season, which hangs on Easter.
    assert Campaign.objects.filter(name="Schnee").latest("starts_at").starts_at.date() == date(2029, 2, 13)


def test_what_is_there_already_is_left_and_named(actor: User) -> None:
    there = Season.objects.create(kind="christmas", starts_on="2028-11-15", ends_on="2028-12-31", overall_factor=7)
    campaign()
    planned("Wiesn-Mailing", "DE", datetime(2028, 9, 14, 6, tzinfo=UTC), datetime(2028, 9, 15, 6, tzinfo=UTC))
    done = copy_year(year=2027, actor=actor)
    assert [each.there for each in done.seasons if each.there] == [there]
    assert [each.is_there for each in done.campaigns] == [True]
    there.refresh_from_db()
    assert there.overall_factor == 7
    assert Season.objects.filter(kind="christmas", starts_on__year=2028).count() == 1
    assert Campaign.objects.count() == 2


def test_a_year_is_copied_once(actor: User) -> None:
    copy_year(year=2027, actor=actor)
    with pytest.raises(SeasonRefused):
        copy_year(year=2027, actor=actor)


def test_nothing_is_copied_by_looking(actor: User) -> None:
    moved_year(2027, actor)
    assert not Season.objects.filter(starts_on__year=2028).exists()


def test_campaigns_of_other_territories_are_left_to_those_who_have_them() -> None:
    campaign()
    done = copy_year(year=2027, actor=UserFactory.create(role="lead", territories=["CH"]))
    assert (len(done.campaigns), Campaign.objects.count()) == (0, 1)


def test_who_copied_is_in_the_history(actor: User) -> None:
    copy_year(year=2027, actor=actor)
    made = Season.objects.get(kind="christmas", starts_on__year=2028)
    assert made.history.latest("pgh_id").pgh_context["user"] == actor.pk  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_two_who_copy_a_year_without_seasons_at_the_same_time_copy_it_once(actor: User) -> None:
    """The second waits for the first, and then finds everything there."""
    Season.objects.filter(starts_on__year=2027).delete()
    planned("Sommer", "CH", datetime(2027, 7, 1, 7, tzinfo=UTC), datetime(2027, 7, 8, 7, tzinfo=UTC))

    def second() -> str:
        try:
            copy_year(year=2027, actor=actor)
        except SeasonRefused:
            return "refused"
        finally:
            connection.close()
        return "copied"

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            copy_year(year=2027, actor=actor)
            came = threads.submit(second)
            assert until_somebody_waits(came)
        assert came.result(timeout=30) == "refused"
    assert Campaign.objects.filter(starts_at__year=2028).count() == 1
