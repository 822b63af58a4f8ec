"""An import stops anywhere and goes on; two workers never write beside each other; all of it is on record."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from core.errors import DomainError
from core.models import User
from journal.models import Event
from leads.imports.rows import Defaults
from leads.models import ImportState, Lead, LeadImport, LeadImportFile
from leads.services.imports import create_import, discard_import, preview, run_import, start_import, stop_import
from leads.tasks import import_leads
from tests.leads.imports.files import REGISTERED_AT, codes, counts, csv_file, import_file

# Three chunks; a duplicate in the last of a row in the first.
CHUNK = 20
ROWS = [[f"Gasthof {n}", "54536", "Kröv", ""] for n in range(45)] + [["Gasthof 7", "54536", "", ""]]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "CHUNK_ROWS", CHUNK)


def _upload(owner: User, *, preview: bool = False) -> LeadImport:
    defaults = Defaults(owner=owner, registered_at=REGISTERED_AT)
    return create_import(actor=None, file_name="leads.csv", content=csv_file(ROWS), defaults=defaults, preview=preview)


def _stop_after_a_chunk(owner: User) -> LeadImport:
    queued = _upload(owner)
    return run_import(import_id=queued.pk, should_stop=Lead.objects.exists)


def test_a_preview_changes_nothing_and_is_right(owner: User) -> None:
    previewed = _upload(owner, preview=True)
    assert (previewed.state, counts(previewed)) == (ImportState.PREVIEWED, (45, 0, 1))
    assert not Lead.objects.exists()
    start_import(import_id=previewed.pk)
    assert counts(run_import(import_id=previewed.pk)) == (45, 0, 1)


def test_a_stopped_import_keeps_what_it_has_done(owner: User) -> None:
    stopped = _stop_after_a_chunk(owner)
    assert (stopped.state, stopped.rows_done) == (ImportState.STOPPED, CHUNK)
    assert Lead.objects.count() == CHUNK


def test_a_stopped_import_goes_on_where_it_was(owner: User) -> None:
    stopped = _stop_after_a_chunk(owner)
    start_import(import_id=stopped.pk)
    done = run_import(import_id=stopped.pk)
    assert (done.state, counts(done)) == (ImportState.FINISHED, (45, 0, 1))
    assert codes(done) == {47: ["duplicate_in_file"]}
    assert Lead.objects.count() == 45


def test_the_same_file_again_goes_on_where_a_stopped_one_was(owner: User) -> None:
    _stop_after_a_chunk(owner)
    assert counts(import_file(csv_file(ROWS), owner=owner)) == (25, CHUNK, 1)


def test_an_import_stops_when_it_is_asked_to(owner: User) -> None:
    queued = _upload(owner)
    stopped = run_import(import_id=queued.pk, on_progress=lambda now: stop_import(import_id=now.pk))
    assert (stopped.state, stopped.rows_done) == (ImportState.STOPPED, CHUNK)


def test_an_import_that_has_not_begun_is_stopped_at_once(owner: User) -> None:
    queued = _upload(owner)
    stop_import(import_id=queued.pk)
    assert run_import(import_id=queued.pk).state == ImportState.STOPPED
    assert not Lead.objects.exists()


def test_a_task_delivered_twice_does_nothing_the_second_time(owner: User) -> None:
    queued = _upload(owner)
    import_leads(queued.pk)
    import_leads(queued.pk)
    assert Lead.objects.count() == 45
    assert LeadImport.objects.get().attempt == 1


def test_confirming_twice_starts_once(owner: User) -> None:
    previewed = _upload(owner, preview=True)
    start_import(import_id=previewed.pk)
    with pytest.raises(DomainError):
        start_import(import_id=previewed.pk)


def _fall_silent(lead_import: LeadImport) -> None:
    LeadImport.objects.filter(pk=lead_import.pk).update(progress_at=Now() - timedelta(minutes=3))


def test_an_import_whose_worker_died_can_go_on(owner: User) -> None:
    stopped = _stop_after_a_chunk(owner)
    LeadImport.objects.filter(pk=stopped.pk).update(state=ImportState.RUNNING)
    _fall_silent(stopped)
    start_import(import_id=stopped.pk)
    assert counts(run_import(import_id=stopped.pk)) == (45, 0, 1)


def test_a_worker_that_was_thought_dead_writes_no_more(owner: User) -> None:
    queued = _upload(owner)

    def take_over(now: LeadImport) -> None:
        LeadImport.objects.filter(pk=now.pk, attempt=1).update(attempt=F("attempt") + 1)

    run_import(import_id=queued.pk, on_progress=take_over)
    left = LeadImport.objects.get()
    assert (left.state, left.rows_done, Lead.objects.count()) == (ImportState.RUNNING, CHUNK, CHUNK)


def test_a_running_import_cannot_be_started_or_discarded(owner: User) -> None:
    queued = _upload(owner)
    run_import(import_id=queued.pk, on_progress=_refuse_both)


def _refuse_both(now: LeadImport) -> None:
    for change in (start_import, discard_import):
        with pytest.raises(DomainError):
            change(import_id=now.pk)


def test_the_file_is_kept_until_the_import_is_over(owner: User) -> None:
    stopped = _stop_after_a_chunk(owner)
    assert LeadImportFile.objects.filter(pk=stopped.pk).exists()
    start_import(import_id=stopped.pk)
    run_import(import_id=stopped.pk)
    assert not LeadImportFile.objects.exists()


def test_a_discarded_preview_keeps_no_file(owner: User) -> None:
    discard_import(import_id=_upload(owner, preview=True).pk)
    assert LeadImport.objects.get().state == ImportState.DISCARDED
    assert not LeadImportFile.objects.exists()


def test_files_that_nobody_came_back_for_are_let_go(owner: User) -> None:
    previewed, stopped = _upload(owner, preview=True), _stop_after_a_chunk(owner)
    LeadImport.objects.update(created_at=Now() - timedelta(days=8))
    kept = _upload(owner, preview=True)
    assert [*LeadImportFile.objects.values_list("pk", flat=True)] == [kept.pk]
    assert {*LeadImport.objects.values_list("pk", "state")} == {
        (previewed.pk, ImportState.DISCARDED),
        (stopped.pk, ImportState.STOPPED),
        (kept.pk, ImportState.PREVIEWED),
    }


def test_a_file_whose_worker_died_long_ago_is_let_go_too(owner: User) -> None:
    died = _stop_after_a_chunk(owner)
    LeadImport.objects.filter(pk=died.pk).update(state=ImportState.RUNNING, created_at=Now() - timedelta(days=8))
    _fall_silent(died)
    _upload(owner, preview=True)
    assert not LeadImportFile.objects.filter(pk=died.pk).exists()


def test_an_import_leaves_one_event(owner: User) -> None:
    done = import_file(csv_file(ROWS), owner=owner)
    event = Event.objects.get(event_type="lead.import.finished")
    assert (event.aggregate_type, event.aggregate_id) == ("import", done.pk)
    assert event.payload["metadata"] == {
        "rows_total": 46,
        "registered": 45,
        "known": 0,
        "rejected": 1,
        "file_name": "leads.csv",
        "checksum": done.checksum,
    }


def test_every_lead_leaves_the_event_that_registering_leaves(owner: User) -> None:
    import_file(csv_file(ROWS), owner=owner)
    assert Event.objects.filter(event_type="lead.protection.started").count() == 45


def test_the_history_says_who_imported_a_lead_and_from_where(owner: User, other: User) -> None:
    done = import_file(csv_file([ROWS[0]]), owner=owner, actor=other)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context FROM leads_leadevent WHERE pgh_obj_id = %s", [Lead.objects.get().pk])
        (context,) = cursor.fetchone()
    assert {"user": other.pk, "source": "import", "lead_import": done.pk}.items() <= json.loads(context).items()
