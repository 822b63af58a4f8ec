"""A connection goes to the address that was checked, whatever DNS says the next time."""

from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from journal.webhooks.addresses import check_target
from journal.webhooks.idle import IdleConnections
from journal.webhooks.sending import AnswerOutcome, Sender
from tests.journal.webhooks.messages import KEYS, event
from tests.journal.webhooks.receiver import Receiver
from tests.journal.webhooks.resolvers import PUBLIC


class ChangingDNS:
    """Gives the next answer each time, and counts how often it was asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers: Iterator[Sequence[str]] = iter(answers)
        self.asked = 0

    def __call__(self, host: str, seconds: float) -> Sequence[str]:
        self.asked += 1
        return next(self._answers)


@pytest.mark.parametrize("then", [["127.0.0.1"], [PUBLIC, "127.0.0.1"], ["169.254.169.254"], ["::ffff:7f00:1"]])
def test_a_name_that_leads_inside_after_it_was_accepted_is_blocked(receiver: Receiver, then: list[str]) -> None:
    dns = ChangingDNS([PUBLIC], then)
    target = receiver.url(scheme="https", host="rebinding.example.com")
    check_target(target, dns)
    with translation.override("de"):
        answer = Sender(resolve=dns).send(target=target, message=event(), keys=KEYS)
    assert (answer.outcome, answer.status) == (AnswerOutcome.BLOCKED, None)
    # Kept as an English text, and translated for whoever reads it.
    assert answer.error == (
        "The address leads into a private or reserved network. Events go to hosts on the internet only."
    )
    assert (dns.asked, receiver.connections) == (2, 0)


def test_a_name_is_asked_for_once_a_connection_and_never_between_check_and_use(
    receiver: Receiver, private_receiver: None
) -> None:
    # Another question would be answered with where nobody listens.
    dns = ChangingDNS(["127.0.0.1"], ["127.99.0.1"])
    sender = Sender(resolve=dns)
    for _ in range(3):
        assert sender.send(target=receiver.url(), message=event(), keys=KEYS).outcome is AnswerOutcome.DELIVERED
    assert (dns.asked, receiver.connections) == (1, 1)
    sender.close()
    assert sender.send(target=receiver.url(), message=event(), keys=KEYS).outcome is AnswerOutcome.RETRY
    assert dns.asked == 2


def test_a_kept_connection_is_not_used_once_its_target_is_not_allowed(
    receiver: Receiver, sender: Sender, settings: Settings
) -> None:
    assert sender.send(target=receiver.url(), message=event(), keys=KEYS).outcome is AnswerOutcome.DELIVERED
    settings.WEBHOOK_PRIVATE_HOSTS = []
    assert sender.send(target=receiver.url(), message=event(), keys=KEYS).outcome is AnswerOutcome.BLOCKED
    assert len(receiver.received) == 1


def test_a_connection_is_not_kept_beyond_its_lifetime(
    receiver: Receiver, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "_idle", IdleConnections(lifetime=0.0))
    for _ in range(3):
        sender.send(target=receiver.url(), message=event(), keys=KEYS)
    assert receiver.connections == 3


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "https://user:pw@8.8.8.8/", "gopher://8.8.8.8/"])
def test_what_no_form_would_accept_is_not_sent_to_either(target: str) -> None:
    assert Sender().send(target=target, message=event(), keys=KEYS).outcome is AnswerOutcome.BLOCKED
