"""In which hours a season is felt in a territory."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from seasonal.models.seasons import Season

# 2 is left out: a night in spring has no such hour, and a cron trigger would not fire (seasonal.scaling.windows).
NO_HOUR = 2


@tracked(by="pgh_obj")
class SeasonHours(models.Model):
    """From `from_hour` up to `to_hour` on each day of a season, by the clock on the wall in the territory."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="hours", verbose_name=_("season"))
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    from_hour = models.PositiveSmallIntegerField(_("from hour"))
    to_hour = models.PositiveSmallIntegerField(_("until hour"))

    class Meta:
        db_table = "season_hours"
        verbose_name = _("hours of a season")
        verbose_name_plural = _("hours of seasons")
        default_permissions = ()
        ordering = ("season", "territory")
        constraints = (
            models.UniqueConstraint("season", "territory", name="season_hours_once"),
            models.CheckConstraint(
                name="season_hours_within_a_day", condition=Q(from_hour__lt=F("to_hour"), to_hour__lte=23)
            ),
            models.CheckConstraint(name="season_hours_not_at_2", condition=~Q(from_hour=NO_HOUR) & ~Q(to_hour=NO_HOUR)),
        )

    def __str__(self) -> str:
        return f"{self.territory} {self.from_hour:02}–{self.to_hour:02}"
