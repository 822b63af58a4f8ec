"""Taking in a file: checked as a whole, kept in the database, previewed."""

import hashlib
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.territory import Territory
from leads.imports.columns import Columns, Field, map_columns
from leads.imports.errors import ImportRefused
from leads.imports.files import count_rows, open_table
from leads.imports.judge import Judge
from leads.imports.limits import MAX_ROWS
from leads.imports.rows import Defaults, RowReader
from leads.imports.table import Table
from leads.models import ImportState, LeadImport, LeadImportFile
from leads.services.imports.lifecycle import forget_abandoned_imports
from leads.services.imports.preview import Preview, preview_rows, sample_of
from leads.services.imports.rejected import keep_rejected


@dataclass(frozen=True)
class OpenImport:
    """A file that is a table, with its columns."""

    table: Table
    columns: Columns

    def judge(self, *, actor: User | None, defaults: Defaults) -> Judge:
        """A judge for its rows. A person may register leads in their territories only, the command line everywhere."""
        everywhere = actor is None or actor.is_superuser
        allowed = None if everywhere or actor is None else frozenset(actor.territories)
        return Judge(RowReader(self.columns, defaults, allowed))

    def count_rows(self, max_rows: int = MAX_ROWS) -> int:
        """How many rows there are, read to the end. FileRefused where there are none or too many, or it breaks."""
        return count_rows(self.table, max_rows)


def open_import(content: bytes) -> OpenImport:
    """Look at a file. FileRefused where it is no list of leads."""
    table = open_table(content)
    return OpenImport(table, map_columns(table.header))


def complete_defaults(defaults: Defaults, columns: Columns) -> Defaults:
    """Defaults for a file with these columns. ImportRefused where neither column nor default says owner or date."""
    if defaults.owner is None and Field.OWNER not in columns.position:
        raise ImportRefused(_("The file has no column for the owner. Choose one."), code="owner_missing", field="owner")
    if defaults.registered_at is None and Field.REGISTERED_AT not in columns.position:
        raise ImportRefused(
            _("The file has no column for the registration date. Choose one."),
            code="date_missing",
            field="registered_at",
        )
    return replace(defaults, source=defaults.source or columns.system)


def create_import(
    *,
    actor: User | None,
    file_name: str,
    content: bytes,
    defaults: Defaults,
    preview: bool = True,
    max_rows: int = MAX_ROWS,
) -> LeadImport:
    """Keep a file for import. With `preview` it waits for confirmation, its counts and rejected rows as they would be.

    Without, it is queued for run_import. FileRefused where the file cannot be read, ImportRefused where owner or date
    are missing; then nothing is kept.
    """
    opened = open_import(content)
    defaults = complete_defaults(defaults, opened.columns)
    lead_import = LeadImport(
        user=actor,
        file_name=file_name[-255:].encode(errors="replace").decode(),
        checksum=hashlib.sha256(content).hexdigest(),
        header=opened.columns.without_rejections(opened.table.header),
        ignored_columns=list(opened.columns.ignored),
        note=" ".join(opened.table.notes),
        owner=defaults.owner,
        registered_at=defaults.registered_at,
        territory=defaults.territory or "",
        source=defaults.source,
        state=ImportState.PREVIEWED if preview else ImportState.QUEUED,
        progress_at=Now(),
        rows_total=opened.count_rows(max_rows),
    )
    found = Preview()
    if preview:
        found = preview_rows(opened.table, opened.judge(actor=actor, defaults=defaults))
        lead_import.registered, lead_import.known, lead_import.rejected = found.registered, found.known, found.rejected
        lead_import.sample = sample_of(found)
    forget_abandoned_imports()
    with transaction.atomic():
        lead_import.save(force_insert=True)
        LeadImportFile.objects.create(lead_import=lead_import, content=content)
        keep_rejected(lead_import, opened.columns, found.rejections)
    return lead_import


def reopen_import(lead_import: LeadImport) -> tuple[OpenImport, Judge]:
    """The kept file again, with its judge. ImportRefused where it is no longer kept."""
    kept = LeadImportFile.objects.filter(pk=lead_import.pk).first()
    if kept is None:
        raise ImportRefused(_("The file of this import is no longer kept."), code="import_over")
    opened = open_import(bytes(kept.content))
    defaults = Defaults(
        owner=lead_import.owner,
        registered_at=lead_import.registered_at,
        territory=Territory(lead_import.territory) if lead_import.territory else None,
        source=lead_import.source,
    )
    return opened, opened.judge(actor=lead_import.user, defaults=defaults)
