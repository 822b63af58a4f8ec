"""Where business facts are found."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem

NAVIGATION = tuple(
    NavigationItem(
        group=Group.FACTS,
        label=label,
        url_name=f"admin:facts_{model}_changelist",
        permission=f"facts.view_{model}",
    )
    for model, label in (
        ("sample", _("Samples")),
        ("cateringrequest", _("Catering requests")),
        ("order", _("Orders")),
        ("campaign", _("Campaigns")),
        ("leadassignment", _("Assignments")),
        ("helpanswer", _("Answers of the help system")),
        ("dataprotectionrequest", _("Data-protection requests")),
    )
)
