"""An event reaches a receiver once, signed and whole; what the receiver answers decides what follows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from pytest_django.fixtures import Settings
from standardwebhooks import Webhook

from journal.webhooks.sending import AnswerOutcome, Sender, process_sender, send
from journal.webhooks.signing import signing_key
from tests.journal.webhooks.messages import KEYS, event
from tests.journal.webhooks.receiver import Exchange, Receiver


def test_a_receiver_verifies_and_reads_what_arrives(receiver: Receiver, sender: Sender) -> None:
    message = event()
    keys = [signing_key(7, 2), signing_key(7, 1)]
    answer = sender.send(target=receiver.url("/events?token=a%20b&name=ü"), message=message, keys=keys)
    assert (answer.outcome, answer.status, answer.error) == (AnswerOutcome.DELIVERED, 204, "")
    assert answer.seconds > 0
    [received] = receiver.received
    assert received.path == "/events?token=a%20b&name=%C3%BC"
    assert received.headers["host"] == f"receiver.test:{receiver.port}"
    for key in keys:
        assert Webhook(key).verify(received.body, received.headers) == message.payload
    read = from_binary(HTTPMessage(received.headers, received.body), JSONFormat())
    assert (read.get_id(), read.get_data()) == (received.headers["webhook-id"], message.payload)


def test_a_retry_is_the_same_bytes_under_the_same_id(receiver: Receiver, sender: Sender) -> None:
    for attempts in range(3):
        sender.send(target=receiver.url(), message=event(attempts=attempts, delivery_id=attempts), keys=KEYS)
    assert len({(received.body, received.headers["webhook-id"]) for received in receiver.received}) == 1


def test_the_sender_of_the_process(receiver: Receiver, settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = [f"127.0.0.1:{receiver.port}"]
    answer = send(target=receiver.url(host="127.0.0.1"), message=event(), keys=KEYS)
    process_sender().close()
    assert answer.outcome is AnswerOutcome.DELIVERED


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((status, AnswerOutcome.DELIVERED) for status in (200, 201, 202, 204, 299)),
        *((status, AnswerOutcome.RETRY) for status in (408, 425, 429, 500, 502, 503, 504, 599)),
        *((status, AnswerOutcome.REFUSED) for status in (300, 304, 400, 401, 403, 404, 405, 409, 413, 418, 451)),
        (410, AnswerOutcome.GONE),
    ],
)
def test_what_a_status_means(receiver: Receiver, sender: Sender, status: int, outcome: AnswerOutcome) -> None:
    receiver.behave = lambda exchange: exchange.answer(status)
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (answer.outcome, answer.status) == (outcome, status)
    assert bool(answer.error) == (outcome is not AnswerOutcome.DELIVERED)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, sender: Sender, status: int) -> None:
    receiver.behave = lambda exchange: exchange.answer(status, Location="http://169.254.169.254/latest/meta-data/")
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (answer.outcome, answer.status) == (AnswerOutcome.REFUSED, status)
    assert "redirects" in answer.error
    assert "169.254" not in answer.error
    receiver.behave = lambda exchange: exchange.answer(status, Location="/elsewhere")
    sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert [received.path for received in receiver.received] == ["/events", "/events"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("86400", 3600.0),
        ("9" * 5000, 3600.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
    ],
)
def test_a_receiver_may_ask_for_up_to_an_hour(
    receiver: Receiver, sender: Sender, header: str, seconds: float | None
) -> None:
    receiver.behave = lambda exchange: exchange.answer(429, Retry_After=header)
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (answer.outcome, answer.retry_after) == (AnswerOutcome.RETRY, seconds)


def test_people_are_told_the_beginning_of_what_the_receiver_said(receiver: Receiver, sender: Sender) -> None:
    said = "Überlastet,\r\n\x1b[31m bitte später " + "x" * 10_000
    receiver.behave = lambda exchange: exchange.answer(503, said.encode())
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert answer.error.startswith("503: Überlastet, [31m bitte später xxx")
    assert len(answer.error) == len("503: ") + 200


def test_what_is_no_text_is_told_all_the_same(receiver: Receiver, sender: Sender) -> None:
    receiver.behave = lambda exchange: exchange.answer(500, b"\xff\x00\xfe oops")
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert answer.error.isprintable()
    assert answer.error.endswith("oops")


def test_many_threads_share_a_sender(receiver: Receiver, sender: Sender) -> None:
    messages = [event(payload={"number": number}) for number in range(200)]

    def deliver(number: int) -> AnswerOutcome:
        return sender.send(target=receiver.url(), message=messages[number], keys=KEYS).outcome

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(deliver, range(200))) == {AnswerOutcome.DELIVERED}
    assert sorted(received.body for received in receiver.received) == sorted(
        b'{"number":%d}' % number for number in range(200)
    )
    assert receiver.connections <= 8


def test_a_connection_is_kept_for_the_next_event(receiver: Receiver, sender: Sender) -> None:
    for path in ("/one", "/two", "/three"):
        sender.send(target=receiver.url(path), message=event(), keys=KEYS)
    assert [received.path for received in receiver.received] == ["/one", "/two", "/three"]
    assert receiver.connections == 1


def test_a_kept_connection_that_the_receiver_ends_costs_no_attempt(receiver: Receiver, sender: Sender) -> None:
    def once(exchange: Exchange) -> None:
        if exchange.requests_here == 1:
            exchange.answer(200)
        else:
            exchange.hang_up()

    receiver.behave = once
    answers = [sender.send(target=receiver.url(), message=event(), keys=KEYS) for _ in range(3)]
    assert {answer.outcome for answer in answers} == {AnswerOutcome.DELIVERED}
    assert receiver.connections == 3
