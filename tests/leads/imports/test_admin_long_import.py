"""Long imports in the admin run in the background: progress, stop, go on."""

from collections.abc import Callable, Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.test import Client
from django.urls import reverse
from kombu import Connection, pools

from core.models import User
from leads.admin import imports
from leads.imports.rows import Defaults
from leads.models import ImportState, Lead, LeadImport
from leads.services.imports import create_import, preview
from leads.tasks import import_leads
from tests.factories import UserFactory
from tests.leads.imports.files import REGISTERED_AT, csv_file

ROWS = [[f"Gasthof {n}", "54536", "Kröv", ""] for n in range(45)]


@pytest.fixture
def waiting() -> Iterator[Callable[[], int]]:
    """Says how many tasks wait in the broker; none before and after."""
    queue = settings.CELERY_TASK_DEFAULT_QUEUE
    with redis.Redis.from_url(settings.CELERY_BROKER_URL.replace("redis+socket:", "unix:")) as broker:
        broker.delete(queue)
        yield lambda: len(broker.lrange(queue, 0, -1))
        broker.delete(queue)


@pytest.fixture
def long_import(client: Client, owner: User, monkeypatch: pytest.MonkeyPatch) -> LeadImport:
    """A previewed import that is too long to wait for, of a clerk who is signed in."""
    monkeypatch.setattr(imports, "DIRECT_ROWS", 10)
    monkeypatch.setattr(preview, "CHUNK_ROWS", 20)
    clerk = UserFactory.create(role="clerk", language="en")
    client.force_login(clerk)
    defaults = Defaults(owner=owner, registered_at=REGISTERED_AT)
    return create_import(actor=clerk, file_name="long.csv", content=csv_file(ROWS), defaults=defaults)


def _post(client: Client, name: str, lead_import: LeadImport) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(f"admin:leads_leadimport_{name}", args=[lead_import.pk]), follow=True).content.decode()


REFRESH = '<meta http-equiv="refresh"'


def test_a_long_import_is_left_to_a_worker(client: Client, long_import: LeadImport, waiting: Callable[[], int]) -> None:
    page = _post(client, "start", long_import)
    assert waiting() == 1
    assert REFRESH in page
    assert not Lead.objects.exists()


def test_the_page_follows_the_import_to_its_end(
    client: Client, long_import: LeadImport, waiting: Callable[[], int]
) -> None:
    _post(client, "start", long_import)
    import_leads(long_import.pk)
    page = client.get(reverse("admin:leads_leadimport_change", args=[long_import.pk])).content.decode()
    assert REFRESH not in page
    assert "45 / 45" in page
    assert Lead.objects.count() == 45


def test_a_stopped_import_is_offered_to_go_on(
    client: Client, long_import: LeadImport, waiting: Callable[[], int]
) -> None:
    _post(client, "start", long_import)
    page = _post(client, "stop", long_import)
    assert LeadImport.objects.get().state == ImportState.STOPPED
    assert reverse("admin:leads_leadimport_start", args=[long_import.pk]) in page
    assert REFRESH not in page
    _post(client, "start", long_import)
    import_leads(long_import.pk)
    assert LeadImport.objects.get().state == ImportState.FINISHED


def test_without_a_broker_the_import_waits_and_says_so(
    client: Client, long_import: LeadImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = pools.producers[Connection("redis+socket:///nowhere/redis.sock")]
    monkeypatch.setattr(current_app.amqp, "_producer_pool", nowhere)
    page = _post(client, "start", long_import)
    assert LeadImport.objects.get().state == ImportState.STOPPED
    assert "background workers" in page
