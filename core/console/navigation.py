"""Entries of the navigation. An app lists its own as `NAVIGATION` in `<app>/navigation.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from core.models import User


class Group(TextChoices):
    """What people do, in the order in which it is shown; a group appears when a user may see something in it."""

    TODAY = "today", _("Today")
    INCIDENTS = "incidents", _("Incidents")
    LEADS = "leads", _("Leads")
    FACTS = "facts", _("Business facts")
    COSTS = "costs", _("Costs")
    JOURNAL = "journal", _("Journal")
    RUNBOOKS = "runbooks", _("Runbooks")
    KPIS = "kpis", _("KPIs")
    SEASONS = "seasons", _("Seasons")
    ADMINISTRATION = "administration", _("Administration")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """One entry.

    `url_name` is reversed without arguments, `query` is what follows the question mark. `permission`
    ("leads.view_lead") decides who sees it; empty: everyone signed in. `count` says how many wait there: it is called
    for each page, so it must be one query that an index answers and that stops counting at `MANY`. `urgent` marks a
    count above 0 in red. `search` makes the entry's page the target of the search field in the header (`?q=`).
    """

    group: Group
    label: str | Promise
    url_name: str
    permission: str
    query: str = ""
    count: "Callable[[User], int] | None" = None
    urgent: bool = False
    search: bool = False


# A count of this many or more is shown as "99+": nobody works through more in one go, and counting them costs.
MANY = 100
