"""Counting by phase and territory, as dashboards do."""

from bench.figures import Figure, at_most, below
from bench.measure import sample, side_by_side
from bench.reading import rows
from bench.sizes import Size

ALL = "SELECT count(*) FROM lead_protections"
BY_PHASE = "SELECT phase, leads FROM monitoring_lead_phases"
BY_PHASE_AND_TERRITORY = "SELECT territory, phase, sum(leads) FROM monitoring_user_lead GROUP BY territory, phase"
LIMIT = 0.300


def figures(size: Size) -> list[Figure]:
    """Through the views that monitoring reads."""
    repetitions = 10 * size.repetitions
    by_phase, everything = side_by_side(lambda: rows(BY_PHASE), lambda: rows(ALL), repetitions=repetitions, warm_up=3)
    by_territory = sample(lambda: rows(BY_PHASE_AND_TERRITORY), repetitions=repetitions, warm_up=3)
    return [
        at_most("counts by phase", by_phase, everything, 3, "`SELECT count(*)` over the projection"),
        below("counts by phase and territory", by_territory, LIMIT),
    ]
