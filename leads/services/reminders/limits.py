"""How many, how long, how often."""

from datetime import timedelta

# Mails under way at once, each over a connection of its own; where the mail server grants fewer, they have to do.
SENDERS = 16
# Rows in one transaction of a set-based step: long enough to be cheap, short enough to keep nobody waiting.
BATCH = 1_000
# How long a claim lasts when its worker dies. Sending begins in the first half of it only, and a mail takes 3 minutes
# at the worst (nine answers of the server, EMAIL_TIMEOUT each), so that what is left suffices to record it.
LEASE = timedelta(minutes=10)
# How long a worker waits for a database that is away, with results in hand.
PATIENCE = timedelta(minutes=2)
# A dispatch ends by itself before Celery's time limit ends it; the next sweep goes on.
TIME_LIMIT = timedelta(minutes=20)

# Given up after so many attempts; a retry by hand grants as many again.
MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)


def delay_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts, doubling up to an hour; None: give up."""
    since_retry = attempts % MAX_ATTEMPTS
    if since_retry == 0:
        return None
    return min(FIRST_DELAY * (1 << since_retry - 1), LONGEST_DELAY)
