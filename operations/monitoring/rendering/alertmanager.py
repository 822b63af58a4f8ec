"""alertmanager.yml: every alert goes to FreshOps, as fast and as often as its severity wants, by way of its team.

FreshOps itself calls people, escalates, and stops when somebody has acknowledged. What says that FreshOps cannot goes
by mail as well, past it.
"""

from datetime import timedelta
from typing import Any

from operations.monitoring.causes import CAUSES
from operations.monitoring.rendering.pace import Plan, duration
from operations.monitoring.rendering.text import as_yaml
from operations.runbooks.alerts import ALERTS, WATCHDOG
from operations.runbooks.responsibilities import Severity

# Of each severity: wait for others of the group, tell what has changed since, tell again.
TIMES = {
    Severity.SEV1: (timedelta(0), timedelta(minutes=1), timedelta(minutes=15)),
    Severity.SEV2: (timedelta(seconds=10), timedelta(minutes=5), timedelta(hours=1)),
    Severity.SEV3: (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=4)),
    Severity.SEV4: (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=24)),
}
# FreshOps may be what is broken: nobody would hear of it from FreshOps.
PAST_FRESHOPS = ("TargetDown", "MetricsMissing", "HeartbeatLost", "EscalationStalled", "EscalationOverdue")
FALLBACK, WATCHDOG_RECEIVER, MAIL_RECEIVER = "freshops", "watchdog", "past-freshops"
GROUP_BY = ["alertname", "territory"]


def alertmanager(plan: Plan) -> str:
    """The text of alertmanager.yml."""
    teams = sorted({alert.team.value for alert in ALERTS.values()})
    routes = [_watchdog_route(plan), *_mail_routes(plan), *(_severity_route(each, plan) for each in Severity)]
    receivers = [
        *({"name": name, "webhook_configs": [_webhook("", plan)]} for name in (FALLBACK, *teams)),
        {"name": WATCHDOG_RECEIVER, "webhook_configs": [_webhook("watchdog/", plan, resolved=False)]},
        *_mail_receivers(plan),
    ]
    return as_yaml(
        {
            "route": {
                "receiver": FALLBACK,
                # One notification is about one alert in one territory.
                "group_by": GROUP_BY,
                **_times(Severity.SEV3, plan),
                "routes": routes,
            },
            "inhibit_rules": [
                {
                    "source_matchers": [f'alertname="{each.cause}"'],
                    "target_matchers": [f'alertname=~"{"|".join(each.effects)}"'],
                    **({"equal": list(each.equal)} if each.equal else {}),
                }
                for each in CAUSES
            ],
            "receivers": receivers,
        }
    )


def _times(severity: Severity, plan: Plan) -> dict[str, str]:
    # Alertmanager knows no interval of nothing.
    wait, interval, repeat = TIMES[severity]
    shortest = timedelta(seconds=1)
    return {
        "group_wait": duration(plan.hold(wait)),
        "group_interval": duration(max(plan.hold(interval), shortest)),
        "repeat_interval": duration(max(plan.hold(repeat), shortest)),
    }


def _severity_route(severity: Severity, plan: Plan) -> dict[str, Any]:
    teams = sorted({alert.team.value for alert in ALERTS.values() if alert.severity is severity})
    return {
        "matchers": [f'severity="{severity.value}"'],
        **_times(severity, plan),
        "routes": [{"matchers": [f'team="{team}"'], "receiver": team} for team in teams],
    }


def _watchdog_route(plan: Plan) -> dict[str, Any]:
    every = duration(max(plan.hold(timedelta(minutes=1)), timedelta(seconds=1)))
    return {
        "matchers": [f'alertname="{WATCHDOG}"'],
        "receiver": WATCHDOG_RECEIVER,
        "group_by": ["alertname"],
        "group_wait": "0s",
        "group_interval": every,
        "repeat_interval": every,
    }


def _webhook(path: str, plan: Plan, *, resolved: bool = True) -> dict[str, Any]:
    # The token of a service account, as everywhere in the API.
    token = {"type": "Token", "credentials_file": plan.token_file}
    shown = {"http_config": {"authorization": token}} if plan.token_file else {}
    return {"url": f"{plan.freshops_url}/api/v1/alertmanager/{path}", "send_resolved": resolved, **shown}


def _mail_routes(plan: Plan) -> list[dict[str, Any]]:
    if plan.mail is None:
        return []
    return [
        {
            "matchers": [f'alertname=~"{"|".join(PAST_FRESHOPS)}"'],
            "receiver": MAIL_RECEIVER,
            **_times(Severity.SEV2, plan),
            "continue": True,  # and to FreshOps, as soon as it is there
        }
    ]


def _mail_receivers(plan: Plan) -> list[dict[str, Any]]:
    if plan.mail is None:
        return []
    mail = {
        "to": plan.mail.to,
        "from": plan.mail.sender,
        "smarthost": plan.mail.smarthost,
        "require_tls": plan.mail.require_tls,
        "send_resolved": True,
    }
    return [{"name": MAIL_RECEIVER, "email_configs": [mail]}]
