"""What everything runs on: the web server, the workers, the database, the machine.

How old a job's last success may be is exported for each that is scheduled, by how often it runs. One that never
succeeded has no age; it is compared with the time for which its limit has been seen, so a new installation, or a new
job, has as long as any other. Where no job has an age the ages themselves are missing, which MetricsMissing says.
"""

from datetime import timedelta

from operations.monitoring.rules.rule import Recording, Rule, Watch
from operations.monitoring.rules.series import greatest

JOB = "freshops_job_last_success_age_seconds"
LATENCY = "django_http_requests_latency_including_middlewares_seconds"
# Of all that are scheduled but the heartbeat, which has an alert of its own, as has the relay.
LIMIT = "max by (job) (freshops_job_age_limit_seconds)"
# Longer than any limit. It outlives restarts of FreshOps, whose replicas may bear new names.
AWAITED = "time() - min by (job) (min_over_time(timestamp(freshops_job_age_limit_seconds)[27h:5m]))"
DISKS = '{fstype!~"tmpfs|devtmpfs|overlay|squashfs|iso9660"}'

RECORDINGS: tuple[Recording, ...] = ()
RULES = (
    Rule(
        "TargetDown",
        'max by (job) (up{job="freshops"}) == 0 or absent(up{job="freshops"})',
        "FreshOps does not answer to Prometheus",
        "No replica of /metrics can be read. Everything else that is read from it is blind.",
        hold=timedelta(minutes=1),
    ),
    Rule(
        "RequestLatencyHigh",
        f"histogram_quantile(0.95, sum by (le) (rate({LATENCY}_bucket[5m]))) > 0.5\n"
        f"and sum(increase({LATENCY}_count[5m])) >= 50",
        "95 % of requests are answered only within {{ $value | humanizeDuration }}",
        "Over the last five minutes, of all replicas, with at least 50 requests.",
        hold=timedelta(minutes=5),
        watches=(Watch(f"{LATENCY}_count"),),
    ),
    Rule(
        "HeartbeatLost",
        f'min({JOB}{{job="heartbeat"}}) > $age',
        "The last heartbeat came {{ $value | humanizeDuration }} ago",
        "Every half minute one goes from beat through Redis and a worker into the database.",
        limits={"age": timedelta(minutes=2)},
        watches=(Watch(f'{JOB}{{job="heartbeat"}}'),),
    ),
    Rule(
        "PeriodicJobStalled",
        f"min by (job) ({JOB}) > on (job) {LIMIT}\n"
        f"or {AWAITED} > on (job) {LIMIT}\n"
        f"  unless on (job) {JOB} and on () count({JOB})",
        "The job {{ $labels.job }} has not succeeded for {{ $value | humanizeDuration }}",
        "Three of its intervals, and at least 15 minutes; jobs of every day have 26 hours.",
        watches=(Watch(JOB), Watch("freshops_job_age_limit_seconds")),
    ),
    Rule(
        "DatabaseConnectionsHigh",
        f"{greatest('freshops_database_connections_usage')} > 0.8",
        "{{ $value | humanizePercentage }} of the database's connections are in use",
        "Of those open to applications, over all databases of the server.",
        hold=timedelta(minutes=5),
        watches=(Watch("freshops_database_connections_usage"),),
    ),
    Rule(
        "CpuHigh",
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.8',
        "The processors of {{ $labels.instance }} are busy to {{ $value | humanizePercentage }}",
        "Over the last five minutes.",
        hold=timedelta(minutes=15),
        watches=(Watch("node_cpu_seconds_total", optional=True),),
    ),
    Rule(
        "MemoryHigh",
        "max by (instance) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 0.85",
        "The memory of {{ $labels.instance }} is in use to {{ $value | humanizePercentage }}",
        "What could be freed at once is not counted.",
        hold=timedelta(minutes=15),
        watches=(Watch("node_memory_MemAvailable_bytes", optional=True),),
    ),
    Rule(
        "DiskFull",
        "max by (instance, mountpoint) (\n"
        f"  1 - node_filesystem_avail_bytes{DISKS} / node_filesystem_size_bytes{DISKS}\n"
        ") > 0.9",
        "The disk {{ $labels.mountpoint }} of {{ $labels.instance }} is filled to {{ $value | humanizePercentage }}",
        "What is kept for the superuser counts as filled.",
        hold=timedelta(minutes=5),
        watches=(Watch("node_filesystem_avail_bytes", optional=True),),
    ),
)
