"""The lead itself: a company in a place, protected for a user."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.dbfunctions import CompanyMatchKey, FoldText, MatchKey, SearchWords
from core.territory import Territory
from leads.history import tracked
from leads.querysets.leads import LeadQuerySet


class LeadStatus(models.TextChoices):
    OPEN = "OPEN", _("open")
    CONVERTED = "CONVERTED", _("converted")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


@tracked(by="pgh_obj", exclude=["company_sort", "company_key", "city_key", "search"])
class Lead(models.Model):
    """A registered lead. Protection starts at `created_at`, unless `protection_started_at` says otherwise.

    `user`, `protection_started_at` and `status` say what holds now; `LeadOwnership` and `LeadStatusChange` keep
    what held when, and the database keeps both in step, whichever of them is written.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="leads", db_index=False
    )
    created_at = models.DateTimeField(_("registered at"), db_default=TransactionNow())
    protection_started_at = models.DateTimeField(_("protection started at"), null=True, blank=True)
    company = models.CharField(_("company"), max_length=255, blank=True, default="", db_default="")
    street = models.CharField(_("street"), max_length=255, blank=True, default="", db_default="")
    postal_code = models.CharField(_("postal code"), max_length=16, blank=True, default="", db_default="")
    city = models.CharField(_("city"), max_length=120, blank=True, default="", db_default="")
    territory = models.CharField(
        _("territory"), max_length=2, choices=Territory.choices, default=Territory.DE, db_default=Territory.DE
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True, default="", db_default="")
    website = models.CharField(_("website"), max_length=255, blank=True, default="", db_default="")
    source = models.CharField(_("source"), max_length=40, blank=True, default="", db_default="")
    external_id = models.CharField(_("external id"), max_length=100, blank=True, default="", db_default="")
    status = models.CharField(
        _("status"), max_length=10, choices=LeadStatus.choices, default=LeadStatus.OPEN, db_default=LeadStatus.OPEN
    )
    status_at = models.DateTimeField(_("status since"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    # C.UTF-8 sorts Ö after Z, and LIKE does not know that "muller" means "Müller": both are made in the database.
    company_sort = models.GeneratedField(
        expression=FoldText("company"), output_field=models.TextField(), db_persist=True
    )
    company_key = models.GeneratedField(
        expression=CompanyMatchKey("company"), output_field=models.TextField(), db_persist=True
    )
    city_key = models.GeneratedField(expression=MatchKey("city"), output_field=models.TextField(), db_persist=True)
    search = models.GeneratedField(
        expression=SearchWords("company", "city", "postal_code"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        db_table = "leads"
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        permissions = (
            ("place_hold", _("Can stop a clock")),
            ("release_hold", _("Can restart a clock")),
            ("correct_hold", _("Can correct and void holds")),
            ("record_activity", _("Can record and void activities")),
            ("reassign_lead", _("Can hand a lead over")),
            ("assign_policy", _("Can assign another policy")),
            ("change_status", _("Can convert, withdraw and reopen leads")),
            ("override_protection", _("Can record facts that end or revive protection")),
            ("import_lead", _("Can import leads")),
            ("export_lead", _("Can export leads")),
        )
        indexes = (
            GinIndex(fields=("search",), name="leads_search"),
            models.Index("company_key", name="leads_company_key", condition=~Q(company="")),
            models.Index("company_sort", name="leads_company_sort"),
            # What came in lately, by territory: key figures count it every minute.
            models.Index("created_at", name="leads_created", include=("territory",)),
        )
        constraints = (
            models.CheckConstraint(name="leads_territory", condition=Q(territory__in=Territory.values)),
            models.CheckConstraint(name="leads_status", condition=Q(status__in=LeadStatus.values)),
            models.UniqueConstraint("source", "external_id", name="leads_external_id", condition=~Q(external_id="")),
        )

    def __str__(self) -> str:
        return self.company or str(_("Lead %(id)s") % {"id": self.pk})

    @property
    def started_at(self):  # type: ignore[no-untyped-def]
        """R, the instant at which protection of the present owner started (UTC)."""
        return self.protection_started_at or self.created_at
