"""Series as rules look at them: one row each, whatever number of replicas tell of it, and without gaps of minutes.

Every replica reads the same rows of the database, so the greatest is the value, and a sum would count it twice. For as
long as BRIDGE the last value stands in for one that is missing: an exporter that restarts neither ends an alert nor
begins its time anew. What is missing for longer is told by MetricsMissing.
"""

from operations.monitoring.rules.rule import Recording

BRIDGE = "10m"
# How metrics name what is about all territories, or about none; alerts about either carry no territory.
NOWHERE = "all|none"


def greatest(metric: str, *labels: str, matchers: str = "") -> str:
    """PromQL: the greatest value of all replicas, for each combination of `labels`, over gaps of minutes."""
    rows = f"last_over_time({metric}{matchers}[{BRIDGE}])"
    if "territory" in labels:
        rows = f'label_replace({rows}, "territory", "", "territory", "{NOWHERE}")'
    return f"max by ({', '.join(labels)}) ({rows})"


def recorded(metric: str, *labels: str, matchers: str = "") -> Recording:
    """The same, kept as `<labels>:<metric>:max`."""
    return Recording(f"{'_'.join(labels)}:{metric}:max", greatest(metric, *labels, matchers=matchers))
