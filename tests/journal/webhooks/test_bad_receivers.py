"""Receivers that hang, drip, flood, break off or are not there cost a bounded time, and the event is tried again."""

import socket
from collections.abc import Iterator

import pytest

from journal.webhooks.answers import Answer
from journal.webhooks.sending import AnswerOutcome, Sender
from tests.journal.webhooks.messages import KEYS, event
from tests.journal.webhooks.receiver import Behaviour, Exchange, Receiver, StartReceiver
from tests.journal.webhooks.resolvers import leading_to, unknown

# Half a second is allowed; the rest is for a busy machine. What they do lasts at least twice as long.
LONG_ENOUGH = 10.0


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and bytes as far as buffers go, and never reads or says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield listening.getsockname()[1]


def try_again(answer: Answer, said: str) -> None:
    assert (answer.outcome, answer.status) == (AnswerOutcome.RETRY, None)
    assert said in answer.error
    assert answer.seconds < LONG_ENOUGH


def drip_status(exchange: Exchange) -> None:
    exchange.drip(b"HTTP/1.1 ", b"2")


def drip_headers(exchange: Exchange) -> None:
    exchange.drip(b"HTTP/1.1 200 OK\r\nx-slow: ", b"x")


def drip_continues(exchange: Exchange) -> None:
    exchange.drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("behave", [drip_status, drip_headers, drip_continues])
def test_dripping_does_not_prolong_an_attempt(receiver: Receiver, hasty_sender: Sender, behave: Behaviour) -> None:
    receiver.behave = behave
    try_again(hasty_sender.send(target=receiver.url(), message=event(), keys=KEYS), "in time")


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n", b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"]
)
def test_once_the_status_is_there_a_dripping_body_changes_nothing(
    receiver: Receiver, hasty_sender: Sender, head: bytes
) -> None:
    receiver.behave = lambda exchange: exchange.drip(head, b"x")
    answer = hasty_sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (answer.outcome, answer.status) == (AnswerOutcome.DELIVERED, 200)
    assert answer.seconds < LONG_ENOUGH
    receiver.behave = lambda exchange: exchange.answer(204)
    assert hasty_sender.send(target=receiver.url(), message=event(), keys=KEYS).status == 204
    assert receiver.connections == 2


@pytest.mark.parametrize("size", [100, 20_000_000])
def test_a_receiver_that_never_reads_or_answers(silent_port: int, hasty_sender: Sender, size: int) -> None:
    message = event(payload={"long": "x" * size})
    target = f"http://receiver.test:{silent_port}/"
    try_again(hasty_sender.send(target=target, message=message, keys=KEYS), "in time")


def test_a_huge_answer_is_not_read(receiver: Receiver, sender: Sender) -> None:
    sent = 0

    def flood(exchange: Exchange) -> None:
        nonlocal sent
        exchange.close_connection = True
        chunk = b"x" * 65536
        try:
            exchange.wfile.write(b"HTTP/1.1 500 No\r\ncontent-length: 10000000000\r\n\r\n")
            while True:
                exchange.wfile.write(chunk)
                sent += len(chunk)
        except OSError:
            exchange.server.receiver.over.set()

    receiver.behave = flood
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (answer.outcome, len(answer.error)) == (AnswerOutcome.RETRY, 205)
    assert receiver.over.wait(30)
    assert sent < 100_000_000  # what fits into the system's buffers


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 " + b"2" * 100_000,
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"HTTP/1.1 200",
    ],
    ids=["many headers", "long header", "long status", "TLS", "SSH", "nothing", "cut"],
)
def test_what_is_no_http_is_no_delivery(receiver: Receiver, sender: Sender, head: bytes) -> None:
    def talk(exchange: Exchange) -> None:
        exchange.close_connection = True
        exchange.wfile.write(head)

    receiver.behave = talk
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert answer.outcome is (AnswerOutcome.DELIVERED if head == b"HTTP/1.1 200" else AnswerOutcome.RETRY)


def test_nobody_listens(sender: Sender) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # nobody else takes the port
        target = f"http://receiver.test:{closed.getsockname()[1]}/hooks/hunter2"
        answer = sender.send(target=target, message=event(), keys=KEYS)
    try_again(answer, "nothing listens")
    assert "hunter2" not in answer.error


def test_an_unknown_name(private_receiver: None) -> None:
    try_again(Sender(resolve=unknown).send(target="http://receiver.test/", message=event(), keys=KEYS), "resolved")


def test_the_next_address_is_tried_where_one_does_not_answer(receiver: Receiver, private_receiver: None) -> None:
    sender = Sender(resolve=leading_to("127.77.0.1", "::1", "127.0.0.1"))
    answer = sender.send(target=receiver.url(), message=event(), keys=KEYS)
    sender.close()
    assert answer.outcome is AnswerOutcome.DELIVERED


def test_proxies_of_the_environment_are_not_asked(
    receiver: Receiver, start_receiver: StartReceiver, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = start_receiver()
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url(host="127.0.0.1", path=""))
    sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert (receiver.connections, proxy.connections) == (1, 0)
