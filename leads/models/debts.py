"""What is owed about a lead, and the holds that rules place for it."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.models.hold_rules import DebtKind
from leads.models.holds import LeadHold
from leads.models.leads import Lead
from leads.models.ownerships import LeadOwnership


class LeadDebt(models.Model):
    """A sample, a price or documents that FreshFoodz owes about a lead; `reference` is the sender's id of it.

    `ends` are the events that began and ended it, in whatever order they came; the dates beside it are what they come
    to: since when it is, or was last, owed, when that was settled, and when somebody restarted the clock meanwhile.
    """

    lead = models.ForeignKey(
        Lead, models.CASCADE, verbose_name=_("lead"), related_name="debts", db_constraint=False, db_index=False
    )
    kind = models.CharField(_("what is owed"), max_length=20, choices=DebtKind.choices)
    reference = models.CharField(_("reference"), max_length=100)
    owed_since = models.DateTimeField(_("owed since"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    dropped_at = models.DateTimeField(_("clock restarted by hand"), null=True)
    # A list of {"event_id", "at" (ISO 8601 with zone), "owed": whether it begins, "counts": whether its rule was on}.
    ends = models.JSONField(_("events"), default=list)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "lead_debts"
        verbose_name = _("debt")
        verbose_name_plural = _("debts")
        default_permissions = ()
        indexes = (
            models.Index(
                "lead",
                name="lead_debts_open",
                condition=Q(owed_since__isnull=False, settled_at__isnull=True, dropped_at__isnull=True),
            ),
        )
        constraints = (
            models.UniqueConstraint("lead", "kind", "reference", name="lead_debts_once"),
            models.CheckConstraint(name="lead_debts_kind", condition=Q(kind__in=DebtKind.values)),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class DebtDrop(models.Model):
    """Somebody restarted the clock: what was owed between `from_at` and `until_at` stops it no more, from there on.

    The two are one instant where a hold was released, or closed by a handover (which counts while it is not voided).
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="debt_drops", db_constraint=False, db_index=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ownership = models.ForeignKey(
        LeadOwnership, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    recorded_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "lead_debt_drops"
        default_permissions = ()
        indexes = (models.Index("lead", name="lead_debt_drops_lead"),)
        constraints = (models.UniqueConstraint("ownership", name="lead_debt_drops_ownership"),)

    def __str__(self) -> str:
        return f"{self.from_at:%Y-%m-%d %H:%M}"


class RuleHold(models.Model):
    """A hold as the rules last wrote it: whatever it says otherwise by now, somebody else changed.

    `taken_over`: somebody corrected it. It is theirs from then on, and no rule ends it.
    """

    hold = models.OneToOneField(LeadHold, models.CASCADE, primary_key=True, related_name="by_rule", db_constraint=False)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=255)
    taken_over = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "rule_holds"
        default_permissions = ()
        indexes = (models.Index("lead", name="rule_holds_lead"),)

    def __str__(self) -> str:
        return self.reason


class LeadFieldVersion(models.Model):
    """Which event of another system a describing column of a lead comes from: only a newer one may change it again."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    field = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        db_table = "lead_field_versions"
        default_permissions = ()
        constraints = (models.UniqueConstraint("lead", "field", name="lead_field_versions_once"),)

    def __str__(self) -> str:
        return self.field
