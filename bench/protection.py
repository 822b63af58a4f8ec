"""The clocks of one user's leads, and of one lead, from the view."""

from itertools import cycle
from random import Random

from bench.figures import Figure, p95_below
from bench.measure import sample
from bench.reading import rows
from bench.sizes import Size

OF_USER = "SELECT * FROM v_user_lead_protection WHERE user_id = %s"
OF_LEAD = "SELECT * FROM v_user_lead_protection WHERE id = %s"
USER_LIMIT, LEAD_LIMIT = 0.050, 0.005


def figures(size: Size) -> list[Figure]:
    """Each look is at another user, or lead."""
    dice = Random(42)  # noqa: S311  the same looks in every run
    users = [user for (user,) in rows("SELECT DISTINCT user_id FROM leads WHERE source = 'bench' ORDER BY 1")]
    dice.shuffle(users)
    next_user, next_lead = cycle(users), cycle(dice.sample(range(1, size.leads + 1), 2 * size.looks))
    of_user = sample(lambda: rows(OF_USER, [next(next_user)]), repetitions=size.looks, warm_up=10)
    of_lead = sample(lambda: rows(OF_LEAD, [next(next_lead)]), repetitions=size.looks, warm_up=10)
    each = size.leads // size.users
    return [
        p95_below(f"protection of one user's {each} leads through the view, P95", of_user, USER_LIMIT),
        p95_below("protection of one lead through the view, P95", of_lead, LEAD_LIMIT),
    ]
