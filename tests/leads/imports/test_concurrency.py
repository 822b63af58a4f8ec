"""Two imports at the same moment cannot both register the same company, and do not wait for each other for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Count

from core.models import User
from leads.models import ImportState, Lead, LeadImport
from leads.services.imports import preview
from leads.services.registration import register_lead
from tests.factories import UserFactory
from tests.leads.imports.files import codes, counts, csv_file, import_file

HEADER = ["osm_id", "Firma", "PLZ", "Ort"]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "CHUNK_ROWS", 20)


def _rows(count: int) -> list[list[str]]:
    return [[f"n/{n}", f"Gasthof {n}", "54536", "Kröv"] for n in range(count)]


def _together(*files: tuple[bytes, User]) -> list[LeadImport]:
    """Import files at the same moment, each in a thread with a connection of its own."""
    start = threading.Barrier(len(files))

    def work(content: bytes, owner: User) -> LeadImport:
        start.wait()
        try:
            return import_file(content, owner=owner)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(files)) as threads:
        return [future.result() for future in [threads.submit(work, *file) for file in files]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ids", ["the same ids", "other ids"])
def test_of_two_owners_one_gets_each_company(ids: str) -> None:
    owners = UserFactory.create_batch(2)
    rows = _rows(120)
    # In the opposite order: each import locks last what the other locks first.
    mirrored = [[row[0] if ids == "the same ids" else f"x{row[0]}", *row[1:]] for row in reversed(rows)]
    first, second = _together(
        (csv_file(rows, header=HEADER), owners[0]), (csv_file(mirrored, header=HEADER), owners[1])
    )
    assert {first.state, second.state} == {ImportState.FINISHED}
    assert first.registered + second.registered == Lead.objects.count() == 120
    assert first.rejected + second.rejected == 120
    assert {code for done in (first, second) for found in codes(done).values() for code in found} == {"conflict"}


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_registered_once() -> None:
    owner = UserFactory.create()
    content = csv_file(_rows(120), header=HEADER)
    first, second = _together((content, owner), (content, owner))
    assert first.registered + second.registered == Lead.objects.count() == 120
    assert first.known + second.known == 120
    assert not Lead.objects.values("external_id").annotate(times=Count("id")).filter(times__gt=1).exists()


@pytest.mark.django_db(transaction=True)
def test_ids_that_changed_companies_do_not_make_imports_wait_for_each_other() -> None:
    owner = UserFactory.create()
    rows = _rows(60)
    shifted = [[row[0], f"Hotel {n}", "54470", "Lieser"] for n, row in enumerate(reversed(rows))]
    done = _together((csv_file(rows, header=HEADER), owner), (csv_file(shifted, header=HEADER), owner))
    assert {each.state for each in done} == {ImportState.FINISHED}
    assert Lead.objects.count() == 60


@pytest.mark.django_db(transaction=True)
def test_an_import_and_the_api_cannot_both_register_a_company() -> None:
    owners = UserFactory.create_batch(2)
    start = threading.Barrier(2)

    def register() -> str:
        start.wait()
        try:
            register_lead(actor=None, user_id=owners[1].pk, company="Gasthof 59", postal_code="54536")
        except Exception as refused:  # noqa: BLE001  whatever it is, it is compared below
            return type(refused).__name__
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(register)
        start.wait()
        done = import_file(csv_file(_rows(60), header=HEADER), owner=owners[0])
    assert (answer.result(), counts(done)) in [("registered", (59, 0, 1)), ("LeadConflict", (60, 0, 0))]
