"""Which role may do what with costs."""

from django.utils.translation import gettext_lazy as _

_RATES = ("aibudget", "exchangerate", "vatrate", "hourlyrate")

GRANTS = {
    "clerk": ("view_cost", "view_aiusage", *(f"view_{rate}" for rate in _RATES)),
    "lead": ("add_cost", "change_cost", "import_cost", "change_aiusage"),
    "administrator": (*(f"add_{rate}" for rate in _RATES), *(f"change_{rate}" for rate in _RATES)),
}

# The same for people, who choose a role by it.
DUTIES = {
    "clerk": _("sees costs, budgets and rates"),
    "lead": _("enters, imports and corrects costs"),
    "administrator": _("keeps budgets, exchange rates, VAT and hourly rates"),
}
