"""Every environment variable FreshOps reads: name, type, default. docs/configuration.md explains each of them."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate
from environs.exceptions import EnvValidationError
from marshmallow import ValidationError

BASE_DIR = Path(__file__).resolve().parent.parent

# Federal states of Germany, by ISO 3166-2:DE.
_STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")

# What a missing setting is for, told when it is missing.
PURPOSE = {
    "SECRET_KEY": "a long random text; make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "PUBLIC_URL": "where people reach FreshOps, for links in mails, such as https://freshops.example.com",
    "EMAIL_URL": "the mail server, such as smtp+tls://user:password@mail.example.com:587",
}


class SettingsError(ImproperlyConfigured):
    """Settings are missing or wrong; the message names all of them at once, for people."""


@dataclass(frozen=True)
class Environment:
    """The environment, read and checked. `demo`: everything embedded, secrets generated; never in production."""

    demo: bool
    debug: bool
    data_dir: Path
    port: int
    secret_key: str
    public_url: str
    allowed_hosts: list[str]
    behind_proxy: bool
    database_url: str
    database_owner_url: str
    database_pool: int
    redis_url: str
    embedded_fsync: bool
    email_url: str
    email_from: str
    lead_link_url: str
    log_level: str
    log_format: str
    metrics_token: str
    prometheus_url: str
    operations_state: str
    reminder_sweep_seconds: int
    kpi_refresh_seconds: int
    incident_tick_seconds: int
    job_runs_kept_days: int
    deliveries_kept_days: int
    demo_leads: int
    rate_anonymous: str
    rate_catering: str
    rate_login: str
    rate_user: str
    rate_write: str
    webhook_allowed_hosts: list[str]
    webhook_private_hosts: list[str]


def data_dir() -> Path:
    """Where embedded servers, mails and generated secrets live: FRESHOPS_DATA_DIR, absolute, default `./var`."""
    return Path.cwd() / (os.environ.get("FRESHOPS_DATA_DIR") or BASE_DIR / "var")


def read() -> Environment:
    """Read the process environment; SettingsError names every missing or malformed variable, not only the first."""
    env = Env(eager=False)
    database_url = env.str("DATABASE_URL", "")
    demo = env.bool("FRESHOPS_DEMO", not database_url)
    required = {name: env.str(name, "") if demo else env.str(name, validate=_not_empty) for name in PURPOSE}
    port = env.int("PORT", 8000, validate=validate.Range(min=1, max=65535))
    environment = Environment(
        demo=demo,
        debug=env.bool("DEBUG", False),
        data_dir=data_dir(),
        port=port,
        secret_key=required["SECRET_KEY"],
        public_url=(required["PUBLIC_URL"] or f"http://127.0.0.1:{port}").rstrip("/"),
        allowed_hosts=env.list("ALLOWED_HOSTS", []),
        behind_proxy=env.bool("BEHIND_PROXY", False),
        database_url=database_url,
        database_owner_url=env.str("DATABASE_OWNER_URL", database_url),
        database_pool=env.int("DATABASE_POOL", 0, validate=validate.Range(min=0)),
        redis_url=env.str("REDIS_URL", ""),
        embedded_fsync=env.bool("EMBEDDED_FSYNC", True),
        email_url=required["EMAIL_URL"],
        email_from=env.str("EMAIL_FROM", "FreshOps <freshops@localhost>"),
        lead_link_url=env.str("LEAD_LINK_URL", "", validate=_lead_link),
        log_level=env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])),
        log_format=env.str("LOG_FORMAT", "console" if demo else "json", validate=validate.OneOf(["console", "json"])),
        metrics_token=env.str("METRICS_TOKEN", ""),
        prometheus_url=env.str("PROMETHEUS_URL", "", validate=_http_address),
        operations_state=env.str("OPERATIONS_STATE", "BY", validate=validate.OneOf(_STATES)),
        reminder_sweep_seconds=env.int("REMINDER_SWEEP_SECONDS", 300, validate=validate.Range(min=1)),
        kpi_refresh_seconds=env.int("KPI_REFRESH_SECONDS", 60, validate=validate.Range(min=1)),
        incident_tick_seconds=env.int("INCIDENT_TICK_SECONDS", 30, validate=validate.Range(min=1)),
        job_runs_kept_days=env.int("JOB_RUNS_KEPT_DAYS", 30, validate=validate.Range(min=1)),
        deliveries_kept_days=env.int("DELIVERIES_KEPT_DAYS", 90, validate=validate.Range(min=1)),
        demo_leads=env.int("DEMO_LEADS", 400, validate=validate.Range(min=0)),
        rate_anonymous=env.str("RATE_ANONYMOUS", "60/min", validate=_rate),
        rate_catering=env.str("RATE_CATERING", "300/min", validate=_rate),
        rate_login=env.str("RATE_LOGIN", "30/min", validate=_rate),
        rate_user=env.str("RATE_USER", "1200/min", validate=_rate),
        rate_write=env.str("RATE_WRITE", "300/min", validate=_rate),
        webhook_allowed_hosts=env.list("WEBHOOK_ALLOWED_HOSTS", [], validate=_allowed_hosts),
        webhook_private_hosts=env.list("WEBHOOK_PRIVATE_HOSTS", [], validate=_private_hosts),
    )
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(_message(error)) from None
    return environment


def _not_empty(value: str) -> None:
    if not value.strip():
        raise ValidationError("is empty")


def _lead_link(value: str) -> None:
    if value and not (value.startswith(("https://", "http://")) and "{lead_id}" in value):
        raise ValidationError(
            "must be an address with {lead_id} in it, such as https://crm.example.com/leads/{lead_id}"
        )


def _http_address(value: str) -> None:
    if value and not value.startswith(("https://", "http://")):
        raise ValidationError("must be an address such as http://prometheus:9090")


def _rate(value: str) -> None:
    number, _, period = value.partition("/")
    if not number.isdigit() or period[:1] not in {"s", "m", "h", "d"}:
        raise ValidationError("must look like 300/min (s, min, hour or day)")


def _allowed_hosts(values: list[str]) -> None:
    if not all(re.fullmatch(r"(\*\.)?[\w-]+(\.[\w-]+)*", value) for value in values):
        raise ValidationError("must be host names, or *.example.com, separated by commas")


def _private_hosts(values: list[str]) -> None:
    if not all(re.fullmatch(r"([\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:.]+\])(:\d{1,5})?", value) for value in values):
        raise ValidationError("must be hosts, or host:port, separated by commas")


def _message(error: EnvValidationError) -> str:
    problems = error.error_messages if isinstance(error.error_messages, dict) else {}
    lines = [f"  {name}: {' '.join(texts)}  {PURPOSE.get(name, '')}".rstrip() for name, texts in problems.items()]
    return "\n".join(
        ["FreshOps cannot start: these settings are missing or wrong.", *lines, "All of them: docs/configuration.md."]
    )
