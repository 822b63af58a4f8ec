"""What people record while they prepare and run a season: drills, and a review of each day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.models.seasons import Season


class DrillKind(models.TextChoices):
    RESTORE = "RESTORE", _("restore")
    WARM_UP = "WARM_UP", _("warm-up")
    STAND_BY = "STAND_BY", _("stand-by")


@tracked(by="pgh_obj")
class DrillRecord(models.Model):
    """Something was rehearsed on a Berlin day, and whether it worked. Of no season: it counts for whichever comes."""

    kind = models.CharField(_("kind"), max_length=10, choices=DrillKind.choices)
    on = models.DateField(_("day"))
    season = models.ForeignKey(
        Season, models.PROTECT, related_name="drills", verbose_name=_("season"), null=True, blank=True
    )
    worked = models.BooleanField(_("it worked"), default=True, db_default=True)
    evidence = models.TextField(_("evidence"), help_text=_("What was done, how long it took, where the record lies."))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by"), editable=False
    )
    recorded_at = models.DateTimeField(_("entered on"), auto_now_add=True)

    class Meta:
        db_table = "season_drills"
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        default_permissions = ()
        ordering = ("-on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(name="season_drills_kind", condition=Q(kind__in=DrillKind.values)),
            models.CheckConstraint(name="season_drills_evidence", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"


@tracked(by="pgh_obj")
class DailyReview(models.Model):
    """What a day of a season was like: one a day, written by whoever looked back at it."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="reviews", verbose_name=_("season"))
    day = models.DateField(_("day"))
    note = models.TextField(_("what was noticed"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"), editable=False
    )
    written_at = models.DateTimeField(_("written on"), auto_now=True)

    class Meta:
        db_table = "season_daily_reviews"
        verbose_name = _("daily review")
        verbose_name_plural = _("daily reviews")
        default_permissions = ()
        ordering = ("-day",)
        constraints: ClassVar = [
            models.UniqueConstraint("season", "day", name="season_daily_reviews_once"),
            models.CheckConstraint(name="season_daily_reviews_note", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.day:%Y-%m-%d}"
