"""Starting, stopping and discarding imports: guarded changes of their state."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from leads.imports.errors import ImportRefused
from leads.models import ImportState, LeadImport, LeadImportFile, LeadImportRow

# Files of imports that nobody confirmed or went on with are let go then.
ABANDONED_AFTER = timedelta(days=7)


def start_import(*, import_id: int) -> LeadImport:
    """Queue a previewed import, or one that was stopped or interrupted, for run_import.

    ImportRefused where it is running, or over: of two clicks the second changes nothing.
    """
    with transaction.atomic():
        lead_import: LeadImport = LeadImport.objects.select_for_update().get(pk=import_id)
        if lead_import.state == ImportState.PREVIEWED:
            # What the preview found is found anew, against the leads of then.
            LeadImportRow.objects.filter(lead_import=lead_import).delete()
            lead_import.registered = lead_import.known = lead_import.rejected = 0
        elif not can_continue(lead_import):
            raise ImportRefused(_("This import is running or over."), code="import_over")
        lead_import.state, lead_import.error, lead_import.stop_requested = ImportState.QUEUED, "", False
        lead_import.save(update_fields=["registered", "known", "rejected", "state", "error", "stop_requested"])
        LeadImport.objects.filter(pk=import_id).update(progress_at=Now())
    return lead_import


def can_continue(lead_import: LeadImport) -> bool:
    """Whether an import stands still before its end: stopped, interrupted, or its worker has died."""
    if lead_import.state in {ImportState.STOPPED, ImportState.FAILED}:
        return LeadImportFile.objects.filter(pk=lead_import.pk).exists()
    return LeadImport.objects.filter(pk=lead_import.pk).silent().exists()


def stop_import(*, import_id: int) -> None:
    """Stop an import after the chunk it is at; what it has done stays, and it can go on later."""
    unfinished = LeadImport.objects.filter(pk=import_id)
    if not unfinished.filter(state=ImportState.QUEUED).update(state=ImportState.STOPPED):
        unfinished.filter(state=ImportState.RUNNING).update(stop_requested=True)


def discard_import(*, import_id: int) -> None:
    """Let go of a previewed import that is not wanted. ImportRefused where it has begun."""
    with transaction.atomic():
        discarded = LeadImport.objects.filter(pk=import_id, state=ImportState.PREVIEWED).update(
            state=ImportState.DISCARDED, finished_at=Now()
        )
        if not discarded:
            raise ImportRefused(_("This import has begun. Stop it instead."), code="import_over")
        LeadImportFile.objects.filter(pk=import_id).delete()


def forget_abandoned_imports() -> int:
    """Let go of the files of imports that nobody has touched for a week; how many. What they did stays on record."""
    waiting = (ImportState.PREVIEWED, ImportState.STOPPED, ImportState.FAILED)
    with transaction.atomic():
        # Locked, so that nobody starts one of them in between.
        abandoned = LeadImport.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            Q(state__in=waiting) | Q(pk__in=LeadImport.objects.silent()),
            created_at__lt=Now() - ABANDONED_AFTER,
            file__isnull=False,
        )
        ids = list(abandoned.values_list("pk", flat=True))
        LeadImport.objects.filter(pk__in=ids, state=ImportState.PREVIEWED).update(
            state=ImportState.DISCARDED, finished_at=Now()
        )
        LeadImportFile.objects.filter(pk__in=ids).delete()
    return len(ids)
