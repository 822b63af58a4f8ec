"""Pages go out once: whoever dies, and however many work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from core.mail.failures import MailServerUnavailable
from operations.incidents.models import EntryKind, Page, PageState
from operations.incidents.services import acknowledge_incident
from operations.incidents.services.pages.claiming import claim_pages
from operations.incidents.services.pages.recording import Attempt, record_attempt
from operations.incidents.services.pages.sending import send_pages
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import clerk, contact, on_call, opened
from tests.operations.runbooks.documents import publish

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(minutes=1)


def test_is_sent_and_told_of_in_the_timeline(sink: Sink) -> None:
    shift = on_call()
    incident = opened()
    assert send_pages().sent == 1
    page = incident.pages.get()
    assert (page.state, page.attempts, page.claimed_by) == (PageState.SENT, 1, "")
    assert [mail.recipient for mail in sink.mails] == [shift.user.email]
    assert incident.timeline.get(kind=EntryKind.PAGE).data["state"] == "SENT"


def test_says_what_it_is_what_it_costs_and_what_to_do(sink: Sink) -> None:
    publish("flood")
    on_call(user=clerk(language="en"))
    incident = opened(title="Water in the cellar", severity="SEV1", territory="CH", runbook_slug="flood")
    send_pages()
    (mail,) = sink.mails
    text = mail.text("plain")
    assert mail.message["Subject"] == "[SEV1] Water in the cellar (CH)"
    assert mail.message["Content-Language"] == "en"
    assert "Switzerland" in text
    assert "/admin/runbooks/runbook/flood/read/" in text
    assert f"/admin/incidents/incident/{incident.pk}/change/" in text
    assert "within 15 minutes" in text


def test_speaks_the_language_of_whoever_gets_it(sink: Sink) -> None:
    on_call(user=clerk(language="de"))
    opened(severity="SEV1")
    send_pages()
    assert sink.mails[0].message["Content-Language"] == "de"
    assert "SEV1" in sink.mails[0].text("plain")


def test_a_drill_says_so(sink: Sink) -> None:
    on_call(user=clerk(language="en"))
    opened(is_drill=True)
    send_pages()
    assert str(sink.mails[0].message["Subject"]).startswith("DRILL")


def test_two_workers_at_once_send_each_page_once(sink: Sink) -> None:
    for number in range(12):
        contact("operations-on-call", f"desk{number}@example.org", rank=number + 1)
    opened()

    def work(_number: int) -> int:
        try:
            return send_pages().sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(4))) == 12
    assert len(sink.mails) == 12
    assert set(sink.times_sent().values()) == {1}


def test_what_a_dead_worker_held_comes_back_after_its_lease(sink: Sink) -> None:
    on_call()
    opened()
    claim_pages(worker="dead", limit=5, lease=LEASE)
    assert send_pages().sent == 0
    wait(minutes=2)
    assert send_pages().sent == 1


def test_a_mail_that_was_sent_but_not_recorded_comes_again_under_its_own_id(sink: Sink) -> None:
    on_call()
    opened()
    (claim,) = claim_pages(worker="dead", limit=5, lease=LEASE)
    wait(minutes=2)
    send_pages()
    assert sink.mails[0].message_id == claim.mail.message_id


def test_whoever_lost_its_claim_cannot_record_a_failure() -> None:
    on_call()
    opened()
    (claim,) = claim_pages(worker="slow", limit=1, lease=LEASE)
    wait(minutes=2)
    claim_pages(worker="other", limit=1, lease=LEASE)
    assert record_attempt(worker="slow", attempt=Attempt(claim, MailServerUnavailable("away"))) is None
    assert Page.objects.get().claimed_by == "other"


def test_what_was_sent_while_somebody_reacted_is_sent() -> None:
    on_call()
    incident = opened()
    (claim,) = claim_pages(worker="me", limit=1, lease=LEASE)
    acknowledge_incident(incident_id=incident.pk, actor=clerk())
    record_attempt(worker="me", attempt=Attempt(claim))
    assert incident.pages.get().state == PageState.SENT


def test_where_the_mail_server_is_away_it_is_tried_again(sink: Sink) -> None:
    on_call()
    opened()
    sink.on_sender = lambda _mails: "421 Too busy"
    with pytest.raises(MailServerUnavailable):
        send_pages()
    page = Page.objects.get()
    assert (page.state, page.attempts) == (PageState.PENDING, 0)
    sink.on_sender = lambda _mails: "250 OK"
    wait(minutes=1)
    assert send_pages().sent == 1


def test_gives_up_after_ten_attempts(sink: Sink) -> None:
    on_call()
    opened()
    Page.objects.update(attempts=9)
    sink.on_mail = lambda _text: "451 Not now"
    assert send_pages().failed == 1
    assert Page.objects.get().state == PageState.FAILED
