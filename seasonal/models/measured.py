"""What was measured, and what it costs: baselines, bursts, hourly prices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from seasonal.workload import Workload


class BaselineSource(models.TextChoices):
    """Where figures came from."""

    PROMETHEUS = "PROMETHEUS", _("Prometheus")
    UPLOAD = "UPLOAD", _("upload")
    MANUAL = "MANUAL", _("by hand")
    ASSUMPTION = "ASSUMPTION", _("assumption")


class Queue(models.TextChoices):
    """What workers work off."""

    REMINDERS = "reminders", _("Reminders")
    EVENTS = "events", _("Events")


class Resource(models.TextChoices):
    """What is paid for by the hour."""

    QUERIES = "queries", _("Replica of queries")
    COMMANDS = "commands", _("Replica of commands")
    WORKER = "worker", _("Worker")


@tracked(by="pgh_obj")
class Baseline(models.Model):
    """The normal load of a class of routes in a territory, and what an instance can do."""

    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    workload = models.CharField(_("workload"), max_length=8, choices=Workload.choices)
    rate = models.DecimalField(_("requests per second"), max_digits=10, decimal_places=4)
    seconds = models.DecimalField(_("seconds per request"), max_digits=8, decimal_places=4)
    concurrency = models.DecimalField(
        _("requests at a time per instance"), max_digits=7, decimal_places=2, help_text=_("Its threads or processes.")
    )
    per_instance = models.DecimalField(
        _("requests per second an instance"),
        max_digits=10,
        decimal_places=4,
        help_text=_("What it can do when it is fully used; at most: at a time / seconds per request."),
    )
    measured_on = models.DateField(_("measured on"))
    source = models.CharField(_("source"), max_length=10, choices=BaselineSource.choices)
    note = models.CharField(_("note"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        db_table = "season_baselines"
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        default_permissions = ()
        ordering = ("territory", "-workload", "-measured_on")
        constraints = (
            models.UniqueConstraint("territory", "workload", "measured_on", name="season_baselines_once"),
            models.CheckConstraint(
                name="season_baselines_possible",
                condition=Q(rate__gte=0, seconds__gt=0, concurrency__gt=0, per_instance__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory} {self.workload} {self.measured_on:%Y-%m-%d}"


@tracked(by="pgh_obj")
class BurstBaseline(models.Model):
    """What comes to the workers at once on a normal day, what more arrives each second, and how long each takes."""

    queue = models.CharField(_("queue"), max_length=10, choices=Queue.choices)
    pieces = models.PositiveIntegerField(_("pieces at once"))
    rate = models.DecimalField(_("further pieces per second"), max_digits=8, decimal_places=3, default=0, db_default=0)
    seconds = models.DecimalField(_("seconds per piece"), max_digits=8, decimal_places=4)
    measured_on = models.DateField(_("measured on"))
    source = models.CharField(_("source"), max_length=10, choices=BaselineSource.choices)
    note = models.CharField(_("note"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        db_table = "season_burst_baselines"
        verbose_name = _("burst")
        verbose_name_plural = _("bursts")
        default_permissions = ()
        ordering = ("queue", "-measured_on")
        constraints = (
            models.UniqueConstraint("queue", "measured_on", name="season_burst_baselines_once"),
            models.CheckConstraint(name="season_burst_baselines_possible", condition=Q(rate__gte=0, seconds__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.get_queue_display()} {self.measured_on:%Y-%m-%d}"


@tracked(by="pgh_obj")
class HourlyPrice(models.Model):
    """What an instance costs an hour, in euros net, from a day on."""

    resource = models.CharField(_("resource"), max_length=8, choices=Resource.choices)
    valid_from = models.DateField(_("from"))
    euros = models.DecimalField(_("euros per hour"), max_digits=10, decimal_places=6)
    source = models.CharField(_("source"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        db_table = "season_hourly_prices"
        verbose_name = _("hourly price")
        verbose_name_plural = _("hourly prices")
        default_permissions = ()
        ordering = ("resource", "-valid_from")
        constraints = (
            models.UniqueConstraint("resource", "valid_from", name="season_hourly_prices_once"),
            models.CheckConstraint(name="season_hourly_prices_positive", condition=Q(euros__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.get_resource_display()} {self.valid_from:%Y-%m-%d}"
