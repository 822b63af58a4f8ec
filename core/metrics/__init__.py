"""Business metrics: collectors, one in each app's `metrics.py`, and what a scrape of them says."""

from core.metrics import own  # registers core's
from core.metrics.collecting import BusinessMetrics, autodiscover, register
from core.metrics.scrape import successes_of_jobs

__all__ = ["BusinessMetrics", "autodiscover", "own", "register", "successes_of_jobs"]
