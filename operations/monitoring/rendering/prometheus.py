"""prometheus.yml: what is scraped, which rules are evaluated, and where alerts go."""

from typing import Any

from operations.monitoring.rendering.pace import Plan, duration
from operations.monitoring.rendering.text import as_yaml


def prometheus(plan: Plan) -> str:
    """The text of prometheus.yml."""
    token = plan.metrics_token_file
    scrape: list[dict[str, Any]] = [
        {
            "job_name": "freshops",
            "metrics_path": "/metrics",
            # Our label `job` names a periodic job: by default Prometheus would rename it, and no rule would find it.
            "honor_labels": True,
            **({"authorization": {"credentials_file": token}} if token else {}),
            "static_configs": [{"targets": plan.target.split(",")}],
        }
    ]
    if plan.node_target:
        scrape.append({"job_name": "node", "static_configs": [{"targets": plan.node_target.split(",")}]})
    every = duration(plan.interval)
    return as_yaml(
        {
            "global": {
                "scrape_interval": every,
                "scrape_timeout": duration(min(plan.interval, type(plan.interval)(seconds=10))),
                "evaluation_interval": every,
            },
            "rule_files": ["rules/*.yml"],
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": [plan.alertmanager]}]}]},
            "scrape_configs": scrape,
        }
    )
