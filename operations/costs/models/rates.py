"""Rates, each valid from a day until the next one: data, because they change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from operations.facts.models.base import Currency


@tracked(by="pgh_obj")
class ExchangeRate(models.Model):
    """What one unit of `currency` is in euros, from `valid_from` (Berlin) on."""

    currency = models.CharField(_("currency"), max_length=3, choices=[(Currency.CHF.value, Currency.CHF.label)])
    valid_from = models.DateField(_("from"))
    euros = models.DecimalField(_("euros for one"), max_digits=12, decimal_places=6)

    class Meta:
        db_table = "exchange_rates"
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        default_permissions = ("add", "view", "change")
        ordering = ("currency", "-valid_from")
        constraints = (
            models.UniqueConstraint("currency", "valid_from", name="exchange_rates_once"),
            models.CheckConstraint(name="exchange_rates_positive", condition=Q(euros__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.currency} {self.valid_from:%Y-%m-%d}"


@tracked(by="pgh_obj")
class VatRate(models.Model):
    """The standard rate of value-added tax of a territory, as a share, from `valid_from` on."""

    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    valid_from = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=6, decimal_places=4)

    class Meta:
        db_table = "vat_rates"
        verbose_name = _("VAT rate")
        verbose_name_plural = _("VAT rates")
        default_permissions = ("add", "view", "change")
        ordering = ("territory", "-valid_from")
        constraints = (
            models.UniqueConstraint("territory", "valid_from", name="vat_rates_once"),
            models.CheckConstraint(name="vat_rates_share", condition=Q(rate__gte=0, rate__lt=1)),
        )

    def __str__(self) -> str:
        return f"{self.territory} {self.valid_from:%Y-%m-%d}"


@tracked(by="pgh_obj")
class HourlyRate(models.Model):
    """What an hour of sales time costs: of a team, or (empty) of any without a rate of its own."""

    team = models.CharField(_("team"), max_length=80, blank=True, default="")
    valid_from = models.DateField(_("from"))
    amount = models.DecimalField(_("an hour"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices)

    class Meta:
        db_table = "hourly_rates"
        verbose_name = _("hourly rate")
        verbose_name_plural = _("hourly rates")
        default_permissions = ("add", "view", "change")
        ordering = ("team", "-valid_from")
        constraints = (
            models.UniqueConstraint("team", "valid_from", name="hourly_rates_once"),
            models.CheckConstraint(name="hourly_rates_positive", condition=Q(amount__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.team or '–'} {self.valid_from:%Y-%m-%d}"
