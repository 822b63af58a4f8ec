"""How a territory's load is made up from a day on: all its regions at once, since they are the whole."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pghistory
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.models import User
from seasonal.errors import SeasonRefused, constraint_errors
from seasonal.models import Region, RegionShare


def set_shares(
    *,
    actor: User,
    territory: str,
    valid_from: date,
    percents: Mapping[str, Decimal],
    is_assumption: bool,
    source: str = "",
) -> list[RegionShare]:
    """Set the shares of all regions of a territory from a Berlin day on; those of that day are replaced.

    `percents`: region's code -> share. Raises SeasonRefused where a region is missing, or they do not come to 100 %.
    """
    regions = {region.code: region for region in Region.objects.filter(territory=territory)}
    if set(percents) != set(regions):
        raise SeasonRefused(_("Every region of the territory has a share, if only 0 %."), code="regions_missing")
    total = sum(percents.values(), Decimal(0))
    if total != 100:
        raise SeasonRefused(_("The shares come to %(total)s %%, not to 100 %%.") % {"total": f"{total:f}"})
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        rows = [
            RegionShare.objects.update_or_create(
                region=region,
                valid_from=valid_from,
                defaults={"percent": percents[code], "is_assumption": is_assumption, "source": source.strip()},
            )[0]
            for code, region in regions.items()
        ]
        with connection.cursor() as cursor:  # looked at here, and not only when somebody else commits
            cursor.execute("SET CONSTRAINTS season_region_shares_whole IMMEDIATE")
            cursor.execute("SET CONSTRAINTS season_region_shares_whole DEFERRED")
    return rows
