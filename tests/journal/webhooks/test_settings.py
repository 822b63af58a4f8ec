"""Which hosts an operator may name."""

import pytest

from freshops.environment import SettingsError, read


def test_lists_of_hosts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_ALLOWED_HOSTS", "receiver.example.com,*.partner.example,straße.example")
    monkeypatch.setenv("WEBHOOK_PRIVATE_HOSTS", "crm,bus_1:8080,10.0.0.5:80,[::1]:9000")
    found = read()
    assert found.webhook_allowed_hosts == ["receiver.example.com", "*.partner.example", "straße.example"]
    assert found.webhook_private_hosts == ["crm", "bus_1:8080", "10.0.0.5:80", "[::1]:9000"]


def test_without_any_every_public_host_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBHOOK_ALLOWED_HOSTS", raising=False)
    monkeypatch.delenv("WEBHOOK_PRIVATE_HOSTS", raising=False)
    assert (read().webhook_allowed_hosts, read().webhook_private_hosts) == ([], [])


@pytest.mark.parametrize("name", ["WEBHOOK_ALLOWED_HOSTS", "WEBHOOK_PRIVATE_HOSTS"])
@pytest.mark.parametrize(
    "value", ["https://receiver.example.com", "receiver.example.com/x", "*", "a b", "**.example.com"]
)
def test_what_is_no_host_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, f"fine.example.com,{value}")
    with pytest.raises(SettingsError, match=name):
        read()
