"""How many, how long, how often."""

from datetime import timedelta

# Mails under way at once.
SENDERS = 8
# How long a claim lasts when its worker dies: nobody may wait for an hour for a page. Sending begins in the first half
# of it only, and a mail takes 3 minutes at the worst (nine answers of the server, EMAIL_TIMEOUT each).
LEASE = timedelta(minutes=6)
# A run ends by itself: the next tick goes on.
TIME_LIMIT = timedelta(minutes=5)
MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(minutes=2)


def delay_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts, doubling; None: give up, and have somebody else notified."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return min(FIRST_DELAY * (1 << min(attempts, 10) - 1), LONGEST_DELAY)
