"""The mode that the seasons which are switched on ask for, for core.operating."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, cast

from django.utils.functional import Promise, lazystr

from core.operating import Feature, OperatingMode, Period
from core.walltime import berlin_instant
from seasonal.models import OperatingProfile, Season, SeasonActivation

Frozen = Mapping[str, Any]


def effective_mode() -> OperatingMode:
    """What counts now: the widest limits, first where any asks for it, off until the last that asks for it ends."""
    return merged(SeasonActivation.objects.in_force())


def merged(activations: Iterable[SeasonActivation]) -> OperatingMode:
    """The mode that these ask for together; `season` of each is loaded."""
    found = [(mode_of(each.profile, each.season)) for each in activations]
    if not found:
        return OperatingMode()
    switched_off: dict[Feature, Period] = {}
    for mode in found:
        for feature, period in mode.switched_off.items():
            switched_off[feature] = max(period, switched_off.get(feature, period), key=lambda each: each.until)
    return OperatingMode(
        service_rates=max(mode.service_rates for mode in found),
        catering_first=any(mode.catering_first for mode in found),
        switched_off=switched_off,
        periods=tuple(period for mode in found for period in mode.periods),
    )


def mode_of(profile: Frozen, season: Season) -> OperatingMode:
    """The mode that one season asks for by a frozen profile. What is no feature any more is passed over."""
    # Read in the language of whoever reads it: a mode is kept for all of a process.
    period = Period(cast("Promise", lazystr(season)), end_of(season.ends_on), season.pk)
    return OperatingMode(
        service_rates=float(Decimal(profile["service_rates"])),
        catering_first=profile["catering_first"],
        switched_off={Feature(each): period for each in profile["switched_off"] if each in Feature.values},
        periods=(period,),
    )


def profile_for(kind: str) -> OperatingProfile:
    """What is switched in seasons of a kind: its own profile, else that of any other, else nothing (unsaved)."""
    found = OperatingProfile.objects.filter(kind__in=[kind, ""]).order_by("-kind").first()
    return found or OperatingProfile(kind=kind)


def frozen(profile: OperatingProfile) -> dict[str, Any]:
    """A profile as an activation keeps it."""
    return {
        "kind": profile.kind,
        "service_rates": str(Decimal(profile.service_rates)),
        "catering_first": profile.catering_first,
        "switched_off": sorted(profile.switched_off),
    }


def end_of(day: date) -> datetime:
    """The instant at which a day in Berlin ends."""
    return berlin_instant(datetime.combine(day + timedelta(days=1), time()))
