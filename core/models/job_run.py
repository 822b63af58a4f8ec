"""One row for each tick of a periodic job: it makes a tick run once, and says when a job last succeeded."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """A job at one slot of its schedule. Two beats, or a tick delivered twice, meet at the unique (job, slot)."""

    job = models.CharField(_("job"), max_length=100)
    slot = models.DateTimeField(_("slot"), help_text=_("The planned time that this run stands for."))
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    leased_until = models.DateTimeField(
        _("leased until"), help_text=_("Not finished by then: the worker died, and the slot may be run again.")
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    succeeded = models.BooleanField(_("succeeded"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        db_table = "job_runs"
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="job_runs_one_per_slot")]
        indexes = [
            models.Index(
                "job", models.F("finished_at").desc(), name="job_runs_last_success", condition=models.Q(succeeded=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M:%S %Z}"
