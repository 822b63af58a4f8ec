"""The seasons of each year: dates are data, since feasts move."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.querysets.seasons import SeasonQuerySet


class SeasonKind(models.TextChoices):
    """The kinds that there are every year; others may be added with any name."""

    ASPARAGUS = "asparagus", _("Asparagus")
    OKTOBERFEST = "oktoberfest", _("Oktoberfest")
    CHRISTMAS = "christmas", _("Christmas")
    SKI = "ski", _("Ski season")


class SeasonState(models.TextChoices):
    """How far a season has come. Only services take it a step further."""

    PLANNED = "PLANNED", _("planned")
    OPEN = "OPEN", _("open: being prepared")
    ACTIVE = "ACTIVE", _("active")
    OVER = "OVER", _("over")


class Anchor(models.TextChoices):
    """What a day keeps to from year to year."""

    DATE = "DATE", _("the same date")
    EASTER = "EASTER", _("the same distance from Easter")


@tracked(by="pgh_obj")
class Season(models.Model):
    """A season of a year, from the beginning of `starts_on` to the end of `ends_on`, in Berlin.

    `is_missed`: it was opened, and is over without ever having been activated.
    """

    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(
        _("name"), max_length=80, blank=True, default="", db_default="", help_text=_("Empty: as the kind is called.")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    starts_by = models.CharField(
        _("first day keeps to"), max_length=6, choices=Anchor.choices, default=Anchor.DATE, db_default=Anchor.DATE.value
    )
    ends_by = models.CharField(
        _("last day keeps to"), max_length=6, choices=Anchor.choices, default=Anchor.DATE, db_default=Anchor.DATE.value
    )
    overall_factor = models.DecimalField(
        _("overall factor"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("How many times the normal load is planned for in the main market, Germany; empty: none."),
    )
    is_peak = models.BooleanField(
        _("peak"),
        default=True,
        db_default=True,
        help_text=_("The targets of KPIs for peak seasons hold in it. Not for what only one region feels."),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=SeasonState.choices,
        default=SeasonState.PLANNED,
        db_default=SeasonState.PLANNED.value,
        editable=False,
    )
    is_missed = models.BooleanField(_("missed"), default=False, db_default=False, editable=False)
    note = models.TextField(_("note"), blank=True, default="", db_default="")

    objects = SeasonQuerySet.as_manager()

    class Meta:
        db_table = "seasons"
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        default_permissions = ("view",)
        permissions: ClassVar = [("plan_season", _("Can plan seasons, and what they are computed from"))]
        ordering = ("-starts_on",)
        constraints = (
            models.UniqueConstraint("kind", "starts_on", name="seasons_once"),
            models.CheckConstraint(name="seasons_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="seasons_factor_from_1", condition=Q(overall_factor__isnull=True) | Q(overall_factor__gte=1)
            ),
            models.CheckConstraint(name="seasons_state_known", condition=Q(state__in=SeasonState.values)),
            models.CheckConstraint(name="seasons_missed_is_over", condition=Q(is_missed=False) | Q(state="OVER")),
            models.CheckConstraint(
                name="seasons_anchors_known",
                condition=Q(starts_by__in=Anchor.values) & Q(ends_by__in=Anchor.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.years}"

    @property
    def label(self) -> str:
        """What people call it, without its year."""
        return self.name or str(dict(SeasonKind.choices).get(self.kind, self.kind))

    @property
    def state_label(self) -> str:
        """How far it has come; of one that was opened, but never switched on, that it was missed."""
        return str(_("over: it was never activated") if self.is_missed else self.get_state_display())

    @property
    def years(self) -> str:
        """2027, or 2027/28 over New Year."""
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}/{last % 100:02}"
