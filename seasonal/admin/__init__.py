"""The admin of seasons: the year, each season, what it is planned with, the capacity calculator."""

from seasonal.admin import (
    baselines,
    calculator,
    feeds,
    figures,
    load_tests,
    playbooks,
    profiles,
    provisioning,
    seasons,
    shares,
)

__all__ = [
    "baselines",
    "calculator",
    "feeds",
    "figures",
    "load_tests",
    "playbooks",
    "profiles",
    "provisioning",
    "seasons",
    "shares",
]
