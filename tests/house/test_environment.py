"""Settings from the environment: everything that is wrong is told at once, and no secret has a default."""

import stat
from pathlib import Path

import pytest

from freshops.environment import PURPOSE, SettingsError, read
from freshops.secret import generated_secret
from tests.house.processes import environment, python

OWN_DATABASE = "postgresql://freshops_app:secret@db.example/freshops"


def test_outside_a_demo_every_missing_setting_is_named_at_once(data_dir: Path) -> None:
    answer = python("manage.py", "check", env=environment(data_dir, DATABASE_URL=OWN_DATABASE, PORT="http"))
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout
    for name in [*PURPOSE, "PORT"]:
        assert f"  {name}: " in answer.stdout
    assert "secret@" not in answer.stdout


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_secret_is_a_missing_one(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATABASE_URL", OWN_DATABASE)
    monkeypatch.setenv("SECRET_KEY", value)
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read()


def test_a_complete_environment_is_no_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", OWN_DATABASE)
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("PUBLIC_URL", "https://freshops.example.com/")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.com")
    found = read()
    assert (found.demo, found.public_url, found.log_format) == (False, "https://freshops.example.com", "json")
    assert found.database_owner_url == OWN_DATABASE


@pytest.mark.parametrize("value", ["https://crm.example.com/leads/", "/leads/{lead_id}", "{lead_id}"])
def test_a_link_to_leads_that_would_lead_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LEAD_LINK_URL", value)
    with pytest.raises(SettingsError, match="LEAD_LINK_URL"):
        read()


def test_a_demo_makes_its_own_secret_once_for_its_user_alone(data_dir: Path) -> None:
    secret = generated_secret(data_dir)
    assert len(secret) >= 50
    assert generated_secret(data_dir) == secret
    assert stat.S_IMODE((data_dir / "secret-key").stat().st_mode) == 0o600
