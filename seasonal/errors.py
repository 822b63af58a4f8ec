"""The refusals of this app, and how a violated constraint becomes one of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class SeasonRefused(DomainError):
    """A season, or what it is planned with, cannot be; `field` names what is at fault."""

    code = "season_refused"
    status = 422


class SeasonConflict(DomainError):
    """The season has come further, or not as far."""

    code = "season_conflict"


class PlanRefused(DomainError):
    """There is no such capacity plan; the message says what is missing or impossible."""

    code = "plan_refused"
    status = 422


TAKEN = _("There is one from this day on already. Change that one, or choose another day.")

# constraint name -> (message, field)
_RULES: dict[str, tuple[str | Promise, str | None]] = {
    "seasons_once": (_("This kind of season already begins on that day."), "starts_on"),
    "seasons_ends_after_start": (_("The last day lies before the first."), "ends_on"),
    "seasons_factor_from_1": (_("A factor is 1 or more: 1 is the normal load."), "overall_factor"),
    "season_region_shares_whole": (_("The shares of a territory have to come to 100 %."), None),
    "season_region_shares_once": (TAKEN, "valid_from"),
    "season_regions_stay": (_("A region stays in its territory. Add another one."), "territory"),
    "season_uplifts_once": (_("Each region has one uplift in a season."), "region"),
    "season_uplifts_percent": (_("An uplift is -100 % or more."), "percent"),
    "season_hours_once": (_("Each territory has its hours once in a season."), "territory"),
    "season_hours_within_a_day": (
        _("Hours from 0 to 23, the end after the start: none across midnight."),
        "to_hour",
    ),
    "season_hours_not_at_2": (
        _("Begin or end at 1 or 3: a night in spring has no 02:00, and a trigger would not fire."),
        "from_hour",
    ),
    "season_campaigns_ends_after_start": (_("The end lies before the start."), "ends_at"),
    "season_campaigns_burst": (_("A burst factor is 1 or more: 1 is the normal load."), "burst"),
    "season_campaigns_ratio": (_("The reach is above 0 and at most 100 %."), "ratio"),
    "season_target_utilisations_once": (_("There is one for this tier and kind already. Change that one."), "kind"),
    "season_target_utilisations_percent": (_("A utilisation is above 0 and at most 100 %."), "percent"),
    "season_operating_profiles_once": (_("There is one for this kind already. Change that one."), "kind"),
    "season_operating_profiles_rates": (_("From a tenth of the usual to ten times as much."), "service_rates"),
    "season_fleet_sizes_once": (TAKEN, "valid_from"),
    "season_fleet_sizes_order": (_("At least one replica, and at most no fewer than at least."), "cap"),
    "season_fleet_sizes_rate": (_("This has to be above zero."), "rate_per_replica"),
    "season_fleet_sizes_goal": (_("This has to be above zero."), "p95_ms"),
    "season_database_limits_reserve": (_("The reserve is smaller than what there is at most."), "reserved"),
    "season_baselines_once": (TAKEN, "measured_on"),
    "season_baselines_possible": (
        _("A rate is not negative; seconds, requests at a time and what an instance can do are above zero."),
        None,
    ),
    "season_burst_baselines_once": (TAKEN, "measured_on"),
    "season_burst_baselines_possible": (_("A rate is not negative, and a piece takes more than no time."), None),
    "season_hourly_prices_once": (TAKEN, "valid_from"),
    "season_hourly_prices_positive": (_("This has to be above zero."), "euros"),
    "season_freezes_has_length": (_("The end lies before the start."), "ends_at"),
    "season_freezes_scope": (_("There is no such scope."), "scope"),
    "season_milestone_templates_once": (_("There is a milestone of this code already."), "code"),
    "season_daily_reviews_once": (_("This day has a review already. Change that one."), "day"),
    "season_provisionings_one": (_("It is being prepared already."), None),
    "season_capacity_plans_once": (_("There is a plan of this name already. Choose another name."), "name"),
}


def words_for(text: str) -> tuple[str | Promise | None, str | None]:
    """What a text that names one of our constraints means, and the field at fault; (None, None) for any other."""
    return next((_RULES[name] for name in re.findall(r"\w+", text) if name in _RULES), (None, None))


@contextmanager
def constraint_errors() -> Iterator[None]:
    """Turn a violated constraint that we know into a SeasonRefused; let every other error pass."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or ""
        if name not in _RULES:
            raise
        message, field = _RULES[name]
        raise SeasonRefused(message, code=name, field=field) from error
