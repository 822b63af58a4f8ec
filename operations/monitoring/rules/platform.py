"""What everything runs on: the web server, the workers, the database, the machine."""

from datetime import timedelta

from operations.monitoring.rules.rule import Recording, Rule, Watch
from operations.monitoring.rules.series import greatest

JOB = "freshops_job_last_success_age_seconds"
LATENCY = "django_http_requests_latency_including_middlewares_seconds"
# Every few minutes; the others run nightly or daily. The heartbeat and the relay have alerts of their own.
OFTEN = "kpi_refresh|reminder_sweep|debt_sweep"
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
        f'min by (job) ({JOB}{{job=~"{OFTEN}"}}) > $often\n'
        f'or min by (job) ({JOB}{{job!~"heartbeat|relay|{OFTEN}"}}) > $daily',
        "The job {{ $labels.job }} last succeeded {{ $value | humanizeDuration }} ago",
        "Jobs of every few minutes may be 15 minutes old, those of every day 26 hours.",
        limits={"often": timedelta(minutes=15), "daily": timedelta(hours=26)},
        watches=(Watch(JOB),),
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
