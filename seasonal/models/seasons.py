"""The seasons of each year: dates are data, since feasts move."""

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


@tracked(by="pgh_obj")
class Season(models.Model):
    """A season of a year, from the beginning of `starts_on` to the end of `ends_on`, in Berlin."""

    kind = models.CharField(_("kind"), max_length=40)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = SeasonQuerySet.as_manager()

    class Meta:
        db_table = "seasons"
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        default_permissions = ("add", "view", "change")
        ordering = ("-starts_on",)
        constraints = (
            models.UniqueConstraint("kind", "starts_on", name="seasons_once"),
            models.CheckConstraint(name="seasons_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        )

    def __str__(self) -> str:
        return f"{dict(SeasonKind.choices).get(self.kind, self.kind)} {self.starts_on.year}"
