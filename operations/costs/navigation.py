"""Where costs, budgets and rates are found."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem

NAVIGATION = tuple(
    NavigationItem(
        group=Group.COSTS, label=label, url_name=f"admin:costs_{model}_changelist", permission=f"costs.{right}"
    )
    for model, right, label in (
        ("cost", "view_cost", _("Costs")),
        ("costimport", "import_cost", _("Imports")),
        ("aiusage", "view_aiusage", _("Uses of AI")),
        ("aibudget", "view_aibudget", _("AI budgets")),
        ("hourlyrate", "view_hourlyrate", _("Hourly rates")),
        ("exchangerate", "view_exchangerate", _("Exchange rates")),
        ("vatrate", "view_vatrate", _("VAT rates")),
    )
)
