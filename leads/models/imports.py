"""Imports of lead lists: what was asked for, how far it came, and every row that was rejected."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.querysets.imports import LeadImportQuerySet


class ImportState(models.TextChoices):
    PREVIEWED = "PREVIEWED", _("waiting for confirmation")
    QUEUED = "QUEUED", _("waiting for a worker")
    RUNNING = "RUNNING", _("running")
    STOPPED = "STOPPED", _("stopped")
    FINISHED = "FINISHED", _("finished")
    FAILED = "FAILED", _("interrupted")
    DISCARDED = "DISCARDED", _("discarded")


class LeadImport(models.Model):
    """One file, imported in one attempt or several. Counts tell what its rows became; in a preview, what they would."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("Empty: from the command line."),
    )
    created_at = models.DateTimeField(_("uploaded"), db_default=TransactionNow(), editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    checksum = models.CharField(_("checksum (SHA-256)"), max_length=64)
    header = models.JSONField(_("columns"), default=list)
    ignored_columns = models.JSONField(_("columns that are not imported"), default=list)
    # The first of the rows that would be registered, as they were understood, for the person who confirms.
    sample = models.JSONField(_("sample"), default=list)
    note = models.TextField(_("note"), blank=True, default="")

    # What counts where a row says nothing.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    registered_at = models.DateTimeField(_("registered at"), null=True, blank=True)
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices, blank=True, default="")
    source = models.CharField(_("source"), max_length=40, blank=True, default="")

    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    stop_requested = models.BooleanField(_("to be stopped"), default=False)
    # Which attempt is running: a worker that was thought dead must not write beside the one that took over.
    attempt = models.PositiveIntegerField(_("attempt"), default=0)
    progress_at = models.DateTimeField(_("last progress"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True, default="")

    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    registered = models.PositiveIntegerField(_("registered"), default=0)
    known = models.PositiveIntegerField(_("known already"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)

    objects = LeadImportQuerySet.as_manager()

    class Meta:
        db_table = "lead_imports"
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-id",)
        default_permissions = ()  # whoever may import leads sees their imports
        indexes = (
            models.Index("user", F("id").desc(), name="lead_imports_user"),
            models.Index("checksum", name="lead_imports_checksum"),
        )

    def __str__(self) -> str:
        return self.file_name


class LeadImportFile(models.Model):
    """The bytes of a file until its import is finished or discarded. In the database: web and worker share no disk."""

    lead_import = models.OneToOneField(LeadImport, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        db_table = "lead_import_files"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.lead_import_id)


class LeadImportRow(models.Model):
    """A rejected row, as it stood in the file, and why."""

    lead_import = models.ForeignKey(
        LeadImport, models.CASCADE, verbose_name=_("import"), related_name="rejected_rows", db_index=False
    )
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"))
    # The first of the reasons, for counting; all of them are in `reasons` (leads.imports.reasons).
    code = models.CharField(_("reason"), max_length=40)
    reasons = models.JSONField(_("reasons"))
    # The lead it collides with; no foreign key, since that lead may be deleted and the evidence stays.
    lead_id = models.BigIntegerField(_("lead"), null=True, blank=True)

    class Meta:
        db_table = "lead_import_rows"
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering = ("number",)
        default_permissions = ()
        constraints = (models.UniqueConstraint("lead_import", "number", name="lead_import_rows_once"),)

    def __str__(self) -> str:
        return str(self.number)
