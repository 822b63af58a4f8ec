"""Reminders as lines of the table; bench/reminders.py measures them."""

from bench.figures import Figure, at_least, at_most
from bench.measure import Sample
from bench.sizes import Size


def figures(size: Size) -> list[Figure]:
    """The service against a loop, without the mails and with them; and twice as many."""
    from bench import reminders

    found = reminders.measure(size.reminders, size.looped_reminders)
    loop, looped_mails = (Sample((timing.each * size.reminders,)) for timing in (found.loop, found.loop_with_mails))
    service = Sample((found.service.seconds,))
    once, twice = Sample((found.service_with_mails.seconds,)), Sample((found.twice_with_mails.seconds,))
    each = f"a loop over {size.looped_reminders}, scaled"
    answered = f"the same with the mails, each answered after {reminders.MAIL_DELAY_MS} ms"
    return [
        at_least(f"claiming and recording {size.reminders} due reminders", service, loop, 10, each),
        at_least(answered, once, looped_mails, 3, each),
        at_most(f"{2 * size.reminders} with the mails", twice, once, 2.2, f"{size.reminders}"),
    ]
