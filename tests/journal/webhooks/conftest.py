"""Receivers and senders for the tests of webhooks."""

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from journal.webhooks.connection import Limits
from journal.webhooks.sending import Sender
from tests.journal.webhooks.receiver import Behaviour, Receiver, StartReceiver
from tests.journal.webhooks.resolvers import at_home


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are told in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def start_receiver() -> Iterator[StartReceiver]:
    """Start receivers, stopped after the test."""
    started: list[Receiver] = []

    def start(behave: Behaviour | None = None, tls: ssl.SSLContext | None = None) -> Receiver:
        started.append(Receiver(behave, tls))
        return started[-1]

    yield start
    for receiver in started:
        receiver.close()


@pytest.fixture
def receiver(start_receiver: StartReceiver) -> Receiver:
    """A receiver that takes everything; `behave` may be set."""
    return start_receiver()


@pytest.fixture
def private_receiver(settings: Settings) -> None:
    """The operator has named receiver.test as a receiver of his own."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["receiver.test"]


@pytest.fixture
def sender(private_receiver: None) -> Iterator[Sender]:
    """Finds receiver.test on this machine; has all the time it needs."""
    sender = Sender(resolve=at_home, limits=Limits(connect=30, answer=60))
    yield sender
    sender.close()


@pytest.fixture
def hasty_sender(private_receiver: None) -> Iterator[Sender]:
    """The same, with half a second for everything."""
    sender = Sender(resolve=at_home, limits=Limits(connect=0.5, answer=0.5))
    yield sender
    sender.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of receiver.test that vouches for itself; its key is beside it, in key.pem."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=receiver.test", "-addext", "subjectAltName=DNS:receiver.test"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "certificate.pem"
