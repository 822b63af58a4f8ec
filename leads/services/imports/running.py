"""Running an import: chunk by chunk, each in a transaction of its own, so that it can stop and go on anywhere."""

from collections import Counter
from collections.abc import Callable, Sequence

import pghistory
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from journal.services.events import record
from leads.imports.columns import Columns
from leads.imports.judge import Judge, Outcome
from leads.imports.table import SourceRow
from leads.models import ImportState, LeadImport, LeadImportFile
from leads.services.imports.preview import chunks
from leads.services.imports.registering import lock_rows, register_new
from leads.services.imports.rejected import keep_rejected
from leads.services.imports.uploads import reopen_import

Progress = Callable[[LeadImport], None]


class _TakenOver(Exception):
    """Another worker runs this import now; ours was thought dead."""


def run_import(
    *, import_id: int, on_progress: Progress | None = None, should_stop: Callable[[], bool] | None = None
) -> LeadImport:
    """Import a queued file, or go on where it was left; returns it as it is then: FINISHED, STOPPED or FAILED.

    `on_progress` is called after every chunk, `should_stop` asked before. Does nothing where it is not queued (run by
    another worker, finished), so that a task delivered twice is harmless. What goes wrong is kept as the import's
    error, and raised unless it is a DomainError.
    """
    lead_import = _claim(import_id)
    if lead_import is None:
        return LeadImport.objects.get(pk=import_id)
    with pghistory.context(user=lead_import.user_id, source="import", lead_import=import_id):
        try:
            _run(lead_import, on_progress or (lambda _import: None), should_stop or (lambda: False))
        except _TakenOver:
            pass
        except DomainError as error:
            _end(lead_import, ImportState.FAILED, error=str(error))
        except Exception:
            _end(lead_import, ImportState.FAILED, error=str(_("An unexpected error. What was done so far stays.")))
            raise
    lead_import.refresh_from_db()
    return lead_import


def _claim(import_id: int) -> LeadImport | None:
    imports = LeadImport.objects.filter(pk=import_id)
    silent = Q(state=ImportState.RUNNING, pk__in=LeadImport.objects.silent())
    claimed = imports.filter(Q(state=ImportState.QUEUED) | silent).update(
        state=ImportState.RUNNING, attempt=F("attempt") + 1, progress_at=Now()
    )
    return imports.select_related("user", "owner").get() if claimed else None


def _run(lead_import: LeadImport, on_progress: Progress, should_stop: Callable[[], bool]) -> None:
    opened, judge = reopen_import(lead_import)
    rows = opened.table.rows()
    done = lead_import.rows_done
    rejected = set(lead_import.rejected_rows.values_list("number", flat=True))
    for chunk in chunks(row for _position, row in zip(range(done), rows, strict=False)):
        judge.replay(chunk, rejected)
        _update_own(lead_import, progress_at=Now())
    for chunk in chunks(rows):
        if LeadImport.objects.filter(pk=lead_import.pk, stop_requested=True).exists() or should_stop():
            _end(lead_import, ImportState.STOPPED)
            return
        _import_chunk(lead_import, opened.columns, judge, chunk)
        # Not `attempt`: it is our token, and must stay what it was when we claimed the import.
        lead_import.refresh_from_db(fields=["rows_done", "registered", "known", "rejected"])
        on_progress(lead_import)
    _end(lead_import, ImportState.FINISHED)


def _import_chunk(lead_import: LeadImport, columns: Columns, judge: Judge, chunk: Sequence[SourceRow]) -> None:
    candidates = judge.read(chunk)
    with transaction.atomic():
        lock_rows([each.lead for each in candidates if each.lead is not None])
        verdicts = register_new(judge.decide(candidates))
        keep_rejected(lead_import, columns, [each for each in verdicts if each.outcome is Outcome.REJECTED])
        counts = Counter(each.outcome for each in verdicts)
        _update_own(
            lead_import,
            rows_done=F("rows_done") + len(chunk),
            registered=F("registered") + counts[Outcome.REGISTERED],
            known=F("known") + counts[Outcome.KNOWN],
            rejected=F("rejected") + counts[Outcome.REJECTED],
            progress_at=Now(),
        )


def _end(lead_import: LeadImport, state: ImportState, *, error: str = "") -> None:
    with transaction.atomic():
        _update_own(lead_import, state=state, error=error, finished_at=Now())
        if state == ImportState.FINISHED:
            LeadImportFile.objects.filter(pk=lead_import.pk).delete()
            _record_finished(LeadImport.objects.get(pk=lead_import.pk))


def _update_own(lead_import: LeadImport, **changes: object) -> None:
    own = LeadImport.objects.filter(pk=lead_import.pk, state=ImportState.RUNNING, attempt=lead_import.attempt)
    if not own.update(**changes):
        raise _TakenOver


def _record_finished(lead_import: LeadImport) -> None:
    counts = {name: getattr(lead_import, name) for name in ("rows_total", "registered", "known", "rejected")}
    record(
        event_type="lead.import.finished",
        aggregate_type="import",
        aggregate_id=lead_import.pk,
        territory=None,
        payload={
            "event_type": "lead.import.finished",
            "timestamp": timezone.now(),
            "lead_id": None,
            "user_id": lead_import.user_id,
            "current_state": None,
            "protection_expires_at": None,
            "reason": "import_finished",
            "metadata": {**counts, "file_name": lead_import.file_name, "checksum": lead_import.checksum},
        },
        deduplication_key=f"lead.import.finished:{lead_import.pk}",
    )
