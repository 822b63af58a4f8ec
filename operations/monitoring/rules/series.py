"""Series as rules look at them: one row each, whatever number of replicas tell of it, and without gaps of minutes.

Every replica reads the same rows of the database, so the greatest is the value, and a sum would count it twice. For as
long as BRIDGE the last value stands in for one that is missing: an exporter that restarts neither ends an alert nor
begins its time anew. What is missing for longer is told by MetricsMissing.
"""

from operations.monitoring.rules.rule import Recording

BRIDGE = "10m"


def greatest(metric: str, *labels: str, matchers: str = "") -> str:
    """PromQL: the greatest value of all replicas, for each combination of `labels`, over gaps of minutes."""
    return f"max by ({', '.join(labels)}) (last_over_time({metric}{matchers}[{BRIDGE}]))"


def recorded(metric: str, *labels: str, matchers: str = "") -> Recording:
    """The same, kept as `<labels>:<metric>:max`."""
    return Recording(f"{'_'.join(labels)}:{metric}:max", greatest(metric, *labels, matchers=matchers))
