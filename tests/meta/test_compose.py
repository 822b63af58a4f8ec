"""docker-compose.yml: everything has a health check, waits for what it needs, and has no secret of its own."""

import re
from typing import Any

import pytest
import yaml

from freshops.environment import BASE_DIR
from tests.meta.sources import environment_variables

TEXT = (BASE_DIR / "docker-compose.yml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
OURS = ["migrate", "web", "worker", "relay", "beat"]
# May have a default: they are no secrets, and these values suit most.
HARMLESS = {"BEHIND_PROXY", "LEAD_LINK_URL", "PORT", "WEBHOOK_ALLOWED_HOSTS", "WEBHOOK_PRIVATE_HOSTS"}


def test_the_services_are_these() -> None:
    assert set(SERVICES) == {"postgres", "redis", *OURS}
    assert SERVICES["postgres"]["image"].startswith("postgres:18")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_whatever_stays_up_has_a_health_check(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= check.keys()


@pytest.mark.parametrize("name", ["web", "worker", "relay", "beat"])
def test_the_application_waits_for_healthy_servers_and_a_migrated_database(name: str) -> None:
    conditions = {service: wait["condition"] for service, wait in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_only_the_migrate_job_knows_the_owners_password() -> None:
    knowing = {name for name in OURS if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]}
    assert knowing == {"migrate"}


def test_every_value_from_outside_is_required_and_none_is_written_here() -> None:
    for name, rest in re.findall(r"(?<!\$)\$\{(\w+)([^}]*)\}", TEXT):
        assert rest.startswith(":?") or (name in HARMLESS and rest.startswith(":-")), name
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY|AUTH", name):
                assert value.startswith("${"), name


def test_the_example_names_every_required_value_and_fills_in_none() -> None:
    example = (BASE_DIR / "deploy" / "env.example").read_text()
    assert set(re.findall(r"^(\w+)=$", example, re.MULTILINE)) == set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert not re.findall(r"^\w+=.+$", example, re.MULTILINE)


@pytest.mark.parametrize("name", OURS)
def test_every_variable_it_sets_is_one_we_read(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= environment_variables()


@pytest.mark.parametrize("name", OURS)
def test_the_application_runs_without_privileges(name: str) -> None:
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert SERVICES[name]["read_only"] is True
    assert "USER freshops" in (BASE_DIR / "Dockerfile").read_text()


def test_every_file_it_mounts_is_here() -> None:
    mounted = [line.split(":")[0] for service in SERVICES.values() for line in service.get("volumes", [])]
    assert all((BASE_DIR / path).is_file() for path in mounted if path.startswith("./"))
