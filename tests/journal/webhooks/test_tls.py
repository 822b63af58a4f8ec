"""Over HTTPS the name in the URL is asked for, and the certificate has to be of that name and of a known authority."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from journal.webhooks.connection import Limits, tls_context
from journal.webhooks.sending import AnswerOutcome, Sender
from tests.journal.webhooks.messages import KEYS, event
from tests.journal.webhooks.receiver import Exchange, Receiver, StartReceiver
from tests.journal.webhooks.resolvers import at_home


@pytest.fixture
def tls_sender(certificate: Path, settings: Settings) -> Iterator[Sender]:
    """Knows the receiver's certificate; finds every name on this machine."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["receiver.test", "other.test", "127.0.0.1"]
    sender = Sender(resolve=at_home, tls=tls_context(str(certificate)))
    yield sender
    sender.close()


@pytest.fixture
def asked_for() -> list[str | None]:
    """The names that were asked for (SNI)."""
    return []


@pytest.fixture
def server_tls(certificate: Path, asked_for: list[str | None]) -> ssl.SSLContext:
    """The receiver's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    context.sni_callback = lambda _sock, name, _context: asked_for.append(name)
    return context


@pytest.fixture
def receiver(start_receiver: StartReceiver, server_tls: ssl.SSLContext) -> Receiver:
    """A receiver with a certificate of receiver.test."""
    return start_receiver(tls=server_tls)


def test_events_arrive_over_a_connection_that_is_kept(
    receiver: Receiver, tls_sender: Sender, asked_for: list[str | None]
) -> None:
    for _ in range(3):
        answer = tls_sender.send(target=receiver.url(scheme="https"), message=event(), keys=KEYS)
        assert answer.outcome is AnswerOutcome.DELIVERED
    assert (len(receiver.received), receiver.connections) == (3, 1)
    assert asked_for == ["receiver.test"]


@pytest.mark.parametrize("host", ["other.test", "127.0.0.1"])
def test_a_certificate_of_another_name_is_refused(receiver: Receiver, tls_sender: Sender, host: str) -> None:
    answer = tls_sender.send(target=receiver.url(scheme="https", host=host), message=event(), keys=KEYS)
    assert (answer.outcome, answer.status) == (AnswerOutcome.RETRY, None)
    assert "certificate" in answer.error
    assert receiver.received == []


def test_a_certificate_of_an_unknown_authority_is_refused(receiver: Receiver, sender: Sender) -> None:
    answer = sender.send(target=receiver.url(scheme="https"), message=event(), keys=KEYS)
    assert "certificate" in answer.error
    assert receiver.received == []


def test_a_receiver_without_tls_is_not_spoken_to(start_receiver: StartReceiver, tls_sender: Sender) -> None:
    plain = start_receiver()
    answer = tls_sender.send(target=plain.url(scheme="https"), message=event(), keys=KEYS)
    assert (answer.outcome, plain.received) == (AnswerOutcome.RETRY, [])


def test_dripping_within_tls_does_not_prolong_an_attempt(
    receiver: Receiver, certificate: Path, private_receiver: None
) -> None:
    receiver.behave = lambda exchange: exchange.drip(b"HTTP/1.1 200 OK\r\nx-slow: ", b"x")
    sender = Sender(resolve=at_home, tls=tls_context(str(certificate)), limits=Limits(connect=5, answer=1))
    answer = sender.send(target=receiver.url(scheme="https"), message=event(), keys=KEYS)
    assert (answer.outcome, answer.seconds < 10) == (AnswerOutcome.RETRY, True)
    assert "in time" in answer.error


def test_a_handshake_that_never_ends_is_left(hasty_sender: Sender) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        target = f"https://receiver.test:{silent.getsockname()[1]}/"
        answer = hasty_sender.send(target=target, message=event(), keys=KEYS)
    assert (answer.outcome, answer.seconds < 10) == (AnswerOutcome.RETRY, True)
    assert "in time" in answer.error


def test_a_kept_connection_that_the_receiver_ends_costs_no_attempt(receiver: Receiver, tls_sender: Sender) -> None:
    def once(exchange: Exchange) -> None:
        if exchange.requests_here == 1:
            exchange.answer(200)
        else:
            exchange.hang_up()

    receiver.behave = once
    for _ in range(3):
        answer = tls_sender.send(target=receiver.url(scheme="https"), message=event(), keys=KEYS)
        assert answer.outcome is AnswerOutcome.DELIVERED
