"""Whoever answers for a late milestone gets one mail a day, in their language, whatever happens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from pytest_django.fixtures import Settings

from core.dbclock import database_now
from core.mail.failures import MailServerUnavailable
from core.models import User
from core.walltime import berlin_instant, berlin_wall
from seasonal.errors import SeasonConflict
from seasonal.models import LateNotice, Milestone, Season
from seasonal.services.notices import Sent, send_late_notices
from seasonal.services.notices.claiming import claim_notice
from seasonal.services.notices.queueing import queue_notices
from seasonal.services.playbooks import finish_milestone, reopen_milestone
from seasonal.services.seasons import open_season
from tests.factories import UserFactory
from tests.leads.reminders.conftest import sink
from tests.leads.reminders.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["sink"]


def today() -> date:
    return berlin_wall(database_now()).date()


def morning() -> datetime:
    """07:30 in Berlin today."""
    return berlin_instant(datetime.combine(today(), time(7, 30)))


@pytest.fixture
def lead() -> User:
    made: User = UserFactory.create(role="lead", language="en")
    return made


@pytest.fixture
def late(lead: User) -> Milestone:
    """The forecast of Oktoberfest, due yesterday; nobody is named for it."""
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    open_season(season=season, actor=lead)
    found = season.milestones.get(code="forecast")
    Milestone.objects.filter(pk=found.pk).update(due_on=today() - timedelta(days=1))
    return found


def send() -> Sent:
    return send_late_notices(at=morning())


def wait(**length: float) -> None:
    """So much time passes for what waits."""
    passed = timedelta(**length)
    for notice in LateNotice.objects.all():
        until = notice.claimed_until - passed if notice.claimed_until else None
        LateNotice.objects.filter(pk=notice.pk).update(
            next_attempt_at=notice.next_attempt_at - passed, claimed_until=until
        )


def test_what_nobody_is_named_for_goes_to_those_who_lead(sink: Sink, late: Milestone, lead: User) -> None:
    UserFactory.create(role="clerk")
    assert send() == Sent(queued=1, sent=1)
    (mail,) = sink.mails
    assert mail.recipient == lead.email
    assert mail.message["Subject"] == "1 milestone of a playbook is late"
    assert "Forecast (Oktoberfest 2027)" in mail.text("plain")
    assert f"/admin/seasonal/milestone/season/{late.season_id}/" in mail.text("plain")


def test_whoever_is_named_gets_it_alone_and_in_their_language(sink: Sink, late: Milestone) -> None:
    owner = UserFactory.create(role="clerk", language="de")
    Milestone.objects.filter(pk=late.pk).update(owner_user=owner)
    send()
    (mail,) = sink.mails
    assert (mail.recipient, mail.message["Content-Language"]) == (owner.email, "de")
    assert "Prognose (Oktoberfest 2027)" in mail.text("plain")


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_where_no_mail_reaches_whoever_is_named_those_who_lead_get_it(
    sink: Sink, late: Milestone, lead: User, change: dict[str, object]
) -> None:
    owner = UserFactory.create(role="clerk")
    Milestone.objects.filter(pk=late.pk).update(owner_user=owner)
    User.objects.filter(pk=owner.pk).update(**change)
    send()
    assert [mail.recipient for mail in sink.mails] == [lead.email]


def test_one_mail_lists_everything_that_is_late(sink: Sink, late: Milestone) -> None:
    late.season.milestones.filter(code="war-room").update(due_on=today() - timedelta(days=4))
    late.season.milestones.filter(code="warm-up").update(due_on=today())  # due today is not late
    send()
    text = sink.mails[0].text("plain")
    assert text.index("War room") < text.index("Forecast")
    assert "Warm-up" not in text
    assert LateNotice.objects.get().milestones == 2


def test_nobody_is_written_to_twice_a_day(sink: Sink, late: Milestone) -> None:
    send()
    late.season.milestones.filter(code="war-room").update(due_on=today() - timedelta(days=4))
    assert send() == Sent()
    assert len(sink.mails) == 1


def test_many_at_the_same_time_send_one(sink: Sink, late: Milestone) -> None:
    def run(_number: int) -> int:
        try:
            return send().sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(run, range(4))) == 1
    assert len(sink.mails) == 1


def test_the_next_day_is_told_again(sink: Sink, late: Milestone) -> None:
    send()
    LateNotice.objects.update(day=today() - timedelta(days=1))
    assert send() == Sent(queued=1, sent=1)


def test_nothing_is_queued_before_half_past_seven_in_berlin(late: Milestone) -> None:
    assert queue_notices(at=morning() - timedelta(seconds=1)) == 0
    assert queue_notices(at=morning()) == 1


def test_nothing_late_nothing_sent(sink: Sink, lead: User) -> None:
    assert send() == Sent()


def test_what_was_settled_meanwhile_is_not_told(sink: Sink, late: Milestone, lead: User) -> None:
    queue_notices(at=morning())
    Milestone.objects.filter(pk=late.pk).update(state="DONE", done_at=database_now(), done_by=lead)
    assert send() == Sent()
    assert LateNotice.objects.get().state == "CANCELLED"


def test_a_mail_of_yesterday_is_not_sent_today(sink: Sink, late: Milestone) -> None:
    queue_notices(at=morning())
    LateNotice.objects.update(day=today() - timedelta(days=1))
    assert send() == Sent(queued=1, sent=1)
    assert sorted(LateNotice.objects.values_list("state", flat=True)) == ["CANCELLED", "SENT"]


def test_a_mail_server_that_is_away_costs_no_mail(sink: Sink, late: Milestone) -> None:
    answers = iter(["421 come back later", "250 OK"])
    sink.on_mail = lambda _: next(answers)
    send()
    assert LateNotice.objects.get().state == "PENDING"
    assert send() == Sent()  # not its turn yet
    wait(minutes=2)
    assert send() == Sent(sent=1)
    assert max(sink.times_sent().values()) == 1


def test_where_no_server_is_there_it_is_said(sink: Sink, late: Milestone, settings: Settings) -> None:
    settings.EMAIL_PORT = 1  # nobody listens there
    with pytest.raises(MailServerUnavailable):
        send()
    notice = LateNotice.objects.get()
    assert (notice.state, notice.attempts, notice.claimed_by) == ("PENDING", 0, "")


def test_an_address_that_is_refused_is_given_up(sink: Sink, late: Milestone) -> None:
    sink.on_recipient = lambda _: "550 no such user"
    assert send() == Sent(queued=1, failed=1)
    assert "no such user" in LateNotice.objects.get().error


def test_a_worker_that_died_is_taken_over_after_its_lease_with_the_same_id(sink: Sink, late: Milestone) -> None:
    queue_notices(at=morning())
    claim = claim_notice(worker="dead")
    assert claim is not None
    assert send() == Sent()
    wait(minutes=11)
    assert send() == Sent(sent=1)
    assert sink.mails[0].message_id == claim.mail.message_id


def test_the_database_knows_one_mail_a_person_and_day(late: Milestone, lead: User) -> None:
    queue_notices(at=morning())
    with pytest.raises(IntegrityError), transaction.atomic():
        LateNotice.objects.create(user=lead, day=today(), next_attempt_at=database_now(), message_id="<x@y>")


@pytest.fixture
def over(late: Milestone) -> Season:
    """The season of `late`: over for long, with everything else of its playbook left out."""
    season, long_ago = late.season, today() - timedelta(days=16)
    season.milestones.exclude(pk=late.pk).update(state="DONE", done_at=database_now())
    season.milestones.update(due_on=long_ago)
    Season.objects.filter(pk=season.pk).update(state="OVER", starts_on=long_ago, ends_on=long_ago)
    return season


def test_what_was_left_open_long_after_the_season_is_said_once(sink: Sink, late: Milestone, over: Season) -> None:
    assert send() == Sent(queued=1, sent=1)
    late.refresh_from_db()
    assert (late.state, late.done_by) == ("LAPSED", None)
    (mail,) = sink.mails
    assert mail.message["Subject"] == "1 milestone was left open and is closed"
    assert "this is the last mail about it" in mail.text("plain")
    assert "Forecast (Oktoberfest " in mail.text("plain")
    kept = late.history.latest("pgh_id").pgh_context  # type: ignore[attr-defined]
    assert (kept["source"], "left open" in kept["reason"]) == ("task", True)

    a_day_passes(late)
    assert send() == Sent()


def a_day_passes(closed: Milestone) -> None:
    """What was sent, and closed, today was yesterday."""
    wait(days=1)
    for notice in LateNotice.objects.order_by("day"):
        LateNotice.objects.filter(pk=notice.pk).update(day=notice.day - timedelta(days=1))
    Milestone.objects.filter(pk=closed.pk).update(done_at=F("done_at") - timedelta(days=1))


def test_what_was_closed_is_told_until_a_mail_about_it_was_sent(
    sink: Sink, late: Milestone, over: Season, settings: Settings
) -> None:
    """The mail server is away over two midnights."""
    there = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1  # nobody listens there
    for _day in range(2):
        with pytest.raises(MailServerUnavailable):
            send()
        a_day_passes(late)
    settings.EMAIL_PORT = there
    assert send() == Sent(queued=1, sent=1)
    assert sink.mails[0].message["Subject"] == "1 milestone was left open and is closed"
    assert sorted(LateNotice.objects.values_list("state", flat=True)) == ["CANCELLED", "CANCELLED", "SENT"]

    a_day_passes(late)
    assert send() == Sent()


def test_everyone_who_leads_is_told_what_was_closed(sink: Sink, late: Milestone, over: Season, lead: User) -> None:
    """That the first of the day's mails was sent keeps nobody from having theirs."""
    other = UserFactory.create(role="lead")
    assert send() == Sent(queued=2, sent=2)
    assert {mail.recipient for mail in sink.mails} == {lead.email, other.email}


@pytest.mark.parametrize("of", ["season", "milestone", "another milestone", "state"])
def test_what_is_not_long_ago_is_late_as_ever(sink: Sink, late: Milestone, over: Season, of: str) -> None:
    day = today() - timedelta(days=14)
    match of:
        case "season":
            Season.objects.filter(pk=over.pk).update(ends_on=day)
        case "milestone":
            Milestone.objects.filter(pk=late.pk).update(due_on=day)
        case "another milestone":
            over.milestones.filter(code="war-room").update(due_on=day)
        case "state":
            Season.objects.filter(pk=over.pk).update(state="ACTIVE")
    send()
    late.refresh_from_db()
    assert late.state == "OPEN"
    assert sink.mails[0].message["Subject"] == "1 milestone of a playbook is late"


def test_nothing_is_closed_once_somebody_has_had_the_mail_of_the_day(sink: Sink, late: Milestone) -> None:
    send()
    long_ago = today() - timedelta(days=16)
    late.season.milestones.update(due_on=long_ago)
    Season.objects.filter(pk=late.season_id).update(state="OVER", starts_on=long_ago, ends_on=long_ago)
    assert send() == Sent()
    late.refresh_from_db()
    assert late.state == "OPEN"


def test_what_was_left_open_can_still_be_ticked(sink: Sink, late: Milestone, over: Season, lead: User) -> None:
    send()
    late.refresh_from_db()
    with pytest.raises(SeasonConflict):
        reopen_milestone(milestone=late, actor=lead)
    finish_milestone(milestone=late, actor=lead, note="It was done, and nobody had ticked it")
    late.refresh_from_db()
    assert (late.state, late.done_by) == ("DONE", lead)
