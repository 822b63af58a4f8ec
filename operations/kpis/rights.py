"""Who may see which key figure: who may see KPIs at all, and the facts that it is computed from."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.models import User
from core.territory import Territory
from operations.kpis.errors import KpiRefused, KpiUnknown, TerritoryRefused
from operations.kpis.measuring import ALL, territories_seen_by
from operations.kpis.registry import KPIS, Kpi

VIEW = "kpis.view_kpi"
SEE_TARGETS = "kpis.view_kpitarget"
SEE_CONTACTS = "runbooks.view_contact"


def may_see(kpi: Kpi, user: User) -> bool:
    """Whether the user may see a KPI."""
    return user.has_perm(VIEW) and user.has_perm(kpi.permission)


def visible_kpis(user: User) -> list[Kpi]:
    """The KPIs that the user may see, in the order of the registry."""
    return [kpi for kpi in KPIS.values() if may_see(kpi, user)]


def allowed_kpi(name: str, user: User) -> Kpi:
    """The KPI of this name; KpiUnknown where there is none, KpiRefused where the user may not see it."""
    kpi = KPIS.get(name)
    if kpi is None:
        raise KpiUnknown(_("There is no KPI “%s”.") % name)
    for permission in (VIEW, kpi.permission):
        if not user.has_perm(permission):
            raise KpiRefused(
                _("This KPI takes the right “%s”, which you do not have.") % permission,
                params={"permission": permission},
            )
    return kpi


def own_territories(user: User) -> list[str]:
    """The territories whose values the user sees, in the order in which they are shown."""
    seen = territories_seen_by(user)
    return [territory for territory in Territory.values if territory in seen]


def scope_for(user: User, territory: str) -> Sequence[str]:
    """What counts for a user who asks about one territory, or (empty) about all that they see.

    Raises TerritoryRefused for one that is not theirs.
    """
    if territory == ALL:
        return territories_seen_by(user)
    if territory not in own_territories(user):
        raise TerritoryRefused(_("You do not see the territory “%s”.") % territory)
    return [territory]
