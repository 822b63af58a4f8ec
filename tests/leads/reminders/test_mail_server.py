"""Connections to the mail server: kept, lent, replaced."""

import pytest
from django.core.mail import EmailMessage

from core.mail import server as module
from core.mail.failures import MailDelayed, MailServerUnavailable
from core.mail.server import MailServer
from tests.leads.reminders.sink import ACCEPTED, Sink


def _message() -> EmailMessage:
    return EmailMessage("Subject", "Body", to=["someone@example.org"])


def test_mails_share_a_connection(sink: Sink) -> None:
    with MailServer() as server:
        for _ in range(3):
            server.deliver(_message())
        assert server.open_connections == 1
    assert (len(sink.mails), sink.connections_made) == (3, 1)


def test_a_connection_is_replaced_before_the_server_has_enough_of_it(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAILS_PER_CONNECTION", 2)
    with MailServer() as server:
        for _ in range(3):
            server.deliver(_message())
    assert (len(sink.mails), sink.connections_made) == (3, 2)


def test_a_server_that_has_enough_of_a_connection_gets_the_mail_over_another(sink: Sink) -> None:
    sink.on_sender = lambda mails: ACCEPTED if mails < 2 else "421 Too many mails on this connection"
    with MailServer() as server:
        for _ in range(5):
            server.deliver(_message())
    assert (len(sink.mails), sink.connections_made) == (5, 3)


def test_a_refused_sender_is_the_server_s_unavailability_and_no_mail_s_fault(sink: Sink) -> None:
    sink.on_sender = lambda _: "550 You may not send from here"
    with MailServer() as server, pytest.raises(MailServerUnavailable, match="You may not send"):
        server.deliver(_message())


def test_after_a_refusal_the_connection_is_not_used_again(sink: Sink) -> None:
    sink.on_mail = lambda _: "451 Not now"
    with MailServer() as server:
        with pytest.raises(MailDelayed, match="451 Not now"):
            server.deliver(_message())
        assert server.open_connections == 0
