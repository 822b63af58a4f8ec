"""What is done before, in and after a season, by whom and until when: templates, and a season's own milestones."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.models.seasons import Season
from seasonal.querysets.playbooks import MilestoneQuerySet


class Owner(models.TextChoices):
    """Who answers for a milestone."""

    OPERATIONS = "OPERATIONS", _("Operations")
    PLATFORM = "PLATFORM", _("Platform")
    SALES_OPERATIONS = "SALES_OPERATIONS", _("Sales operations")
    MANAGEMENT = "MANAGEMENT", _("Management")


class CountedFrom(models.TextChoices):
    """Which day of a season a milestone's days are counted from."""

    START = "START", _("the first day")
    END = "END", _("the last day")


class MilestoneState(models.TextChoices):
    OPEN = "OPEN", _("open")
    DONE = "DONE", _("done")
    SKIPPED = "SKIPPED", _("skipped")
    LAPSED = "LAPSED", _("left open")


class BothLanguages(models.Model):
    """A title and a text, in German and English."""

    title_de = models.CharField(_("title (German)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120)
    text_de = models.TextField(_("what to do (German)"), blank=True, default="", db_default="")
    text_en = models.TextField(_("what to do (English)"), blank=True, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """In the language of whoever reads."""
        return self.title_en if (get_language() or "").startswith("en") else self.title_de

    @property
    def text(self) -> str:
        """In the language of whoever reads."""
        return self.text_en if (get_language() or "").startswith("en") else self.text_de


@tracked(by="pgh_obj")
class MilestoneTemplate(BothLanguages):
    """A milestone that every season has, or with a `kind` every season of that kind; that one takes the place of the
    general one with the same code. `offset`: days from `counted_from`, before it where negative."""

    kind = models.CharField(_("kind of season"), max_length=40, blank=True, default="", db_default="")
    code = models.SlugField(_("code"), max_length=40)
    counted_from = models.CharField(
        _("counted from"),
        max_length=5,
        choices=CountedFrom.choices,
        default=CountedFrom.START,
        db_default=CountedFrom.START.value,
    )
    offset = models.SmallIntegerField(
        _("days"), help_text=_("Before that day where negative: -42 is six weeks before.")
    )
    owner = models.CharField(_("who answers for it"), max_length=20, choices=Owner.choices)
    check_code = models.CharField(
        _("check"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("What ticks it by itself once it is met; empty: a person does."),
    )
    is_active = models.BooleanField(_("in use"), default=True, db_default=True)

    class Meta:
        db_table = "season_milestone_templates"
        verbose_name = _("milestone of playbooks")
        verbose_name_plural = _("milestones of playbooks")
        default_permissions = ()
        ordering = ("-counted_from", "offset", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("kind", "code", name="season_milestone_templates_once"),
            models.CheckConstraint(
                name="season_milestone_templates_known",
                condition=Q(counted_from__in=CountedFrom.values) & Q(owner__in=Owner.values),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked(by="pgh_obj")
class Milestone(BothLanguages):
    """A milestone of one season, as its template was when the season was opened.

    Without `done_by`, what is done was ticked by the system: `check_*` say on what evidence. What was left open until
    long after the season is closed as such (`done_at`: when). `follows_season`: its day moves with the season's; not
    once a person has set it.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="milestones", verbose_name=_("season"))
    code = models.SlugField(_("code"), max_length=40)
    counted_from = models.CharField(_("counted from"), max_length=5, choices=CountedFrom.choices, editable=False)
    offset = models.SmallIntegerField(_("days"), editable=False)
    due_on = models.DateField(_("due on"))
    follows_season = models.BooleanField(_("moves with the season"), default=True, db_default=True, editable=False)
    owner = models.CharField(_("who answers for it"), max_length=20, choices=Owner.choices)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"), null=True, blank=True
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=MilestoneState.choices,
        default=MilestoneState.OPEN,
        db_default=MilestoneState.OPEN.value,
        editable=False,
    )
    done_at = models.DateTimeField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("done by"),
        null=True,
        editable=False,
        db_index=False,
    )
    note = models.TextField(_("note"), blank=True, default="", db_default="")
    check_code = models.CharField(_("check"), max_length=40, blank=True, default="", db_default="", editable=False)
    check_met = models.BooleanField(_("check met"), null=True, editable=False)
    check_detail_de = models.TextField(_("result of the check (German)"), default="", db_default="", editable=False)
    check_detail_en = models.TextField(_("result of the check (English)"), default="", db_default="", editable=False)
    checked_at = models.DateTimeField(_("checked on"), null=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        db_table = "season_milestones"
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        default_permissions = ()
        permissions: ClassVar = [("work_playbook", _("Can work playbooks: milestones, drills, daily reviews"))]
        ordering = ("due_on", "offset", "pk")
        indexes = (models.Index("due_on", name="season_milestones_open", condition=Q(state="OPEN")),)
        constraints = (
            models.UniqueConstraint("season", "code", name="season_milestones_once"),
            models.CheckConstraint(
                name="season_milestones_known",
                condition=Q(state__in=MilestoneState.values)
                & Q(counted_from__in=CountedFrom.values)
                & Q(owner__in=Owner.values),
            ),
            models.CheckConstraint(
                name="season_milestones_done_when",
                condition=Q(state="OPEN", done_at=None, done_by=None) | (~Q(state="OPEN") & Q(done_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="season_milestones_skipped_why",
                condition=~Q(state="SKIPPED") | (Q(done_by__isnull=False) & ~Q(note="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.season}: {self.title}"

    @property
    def check_detail(self) -> str:
        """What its check found, in the language of whoever reads."""
        return self.check_detail_en if (get_language() or "").startswith("en") else self.check_detail_de
