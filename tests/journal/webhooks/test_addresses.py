"""Which targets are accepted, by what their text says and where their names lead."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from journal.webhooks.addresses import check_target, look_up
from journal.webhooks.networks import is_inside, is_public
from journal.webhooks.targets import TargetRefused, parse_target
from tests.journal.webhooks.resolvers import PUBLIC, leading_to, to_public, unknown


@pytest.mark.parametrize(
    "url",
    [
        "https://receiver.example.com/events",
        "HTTPS://Receiver.Example.COM:8443/events?token=a%20b&x=ü",
        "https://straße.example/",
        "https://receiver.example.com./",
        f"https://{PUBLIC}/",
        "https://[2606:4700:4700::1111]:8443/",
    ],
)
def test_hosts_on_the_internet_are_accepted(url: str) -> None:
    check_target(url, to_public)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://receiver.example.com/", "https://"),
        ("ftp://receiver.example.com/", "https://"),
        ("receiver.example.com/events", "https://"),
        ("", "https://"),
        ("https:///events", "not complete"),
        ("https://[::1/", "not complete"),
        ("https://user:secret@receiver.example.com/", "password"),
        ("https://receiver.example.com@127.0.0.1/", "password"),
        ("https://receiver.example.com:0/", "port"),
        ("https://receiver.example.com:65536/", "port"),
        ("https://receiver.example.com:https/", "port"),
        ("https://receiver.example.com\\@127.0.0.1/", "backslash"),
        ("https://receiver.example.com /", "space"),
        ("https://receiver.example.com/\r\nHost: x", "control"),
        ("https://rec\teiver.example.com/", "control"),
        ("https://%31%32%37.0.0.1/", "usual form"),
        ("https://receiver%2eexample.com/", "valid name"),
        ("https://-receiver.example.com/", "valid name"),
        ("https://receiver..example.com/", "valid name"),
        ("https://receiver.example.com../", "valid name"),
        ("https://./", "valid name"),
        (f"https://{'a' * 64}.example.com/", "valid name"),
    ],
)
def test_what_the_text_forbids_is_refused_in_words(url: str, said: str) -> None:
    with pytest.raises(TargetRefused) as refused:
        check_target(url, to_public)
    assert said in str(refused.value)
    assert (refused.value.field, refused.value.status) == ("target", 422)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "0x", "127.0.0.1.0x1"),
        *("256.1.1.1", "8.8.8.010", "１２７.1"),
    ],
)
def test_ipv4_addresses_in_odd_notations_are_refused_wherever_they_lead(host: str) -> None:
    with pytest.raises(TargetRefused, match="usual form"):
        check_target(f"https://{host}/", to_public)


CLOSED = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),  # noqa: S104
    *("172.31.255.255", "192.0.0.10", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.251", "233.252.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1"),
    *("3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
]


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_no_host_on_the_internet_are_refused_as_text_and_behind_a_name(address: str) -> None:
    with pytest.raises(TargetRefused, match="private or reserved network"):
        check_target(f"https://[{address}]/" if ":" in address else f"https://{address}/", to_public)
    # One of several is enough: which of them is connected to is chance.
    with pytest.raises(TargetRefused, match="private or reserved network"):
        check_target("https://receiver.example.com/", leading_to(PUBLIC, address))


WITH_IPV4_INSIDE = [IPv6Network(net) for net in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16")]


@given(st.ip_addresses(v=4))
def test_ipv4_within_ipv6_counts_as_the_ipv4_it_leads_to(address: IPv4Address) -> None:
    number = int(address)
    for wrapped in (0xFFFF << 32 | number, 0x2002 << 112 | number << 80, 0x64FF9B << 96 | number):
        assert is_public(IPv6Address(wrapped)) == is_public(address)
        assert is_inside(IPv6Address(wrapped)) == is_inside(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_a_registry_calls_special(address: IPv4Address | IPv6Address) -> None:
    leads_to_ipv4 = isinstance(address, IPv6Address) and any(address in net for net in WITH_IPV4_INSIDE)
    special = not address.is_global or address.is_multicast or address.is_reserved
    assert leads_to_ipv4 or not (special and is_public(address))


@pytest.mark.parametrize(
    "host", ["LOCALHOST", "localhost.", "ⓛocalhost", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_under_any_of_its_names(host: str) -> None:
    with pytest.raises(TargetRefused, match="private or reserved network"):
        check_target(f"https://{host}/")


def test_a_name_that_cannot_be_resolved_now_may_come_into_being() -> None:
    check_target("https://receiver.example.com/", unknown)


def test_a_refusal_does_not_tell_where_a_name_leads() -> None:
    with pytest.raises(TargetRefused) as refused:
        check_target("https://receiver.example.com/", leading_to("10.20.30.40"))
    assert "10.20" not in str(refused.value)


def test_the_systems_resolver_finds_this_machine() -> None:
    assert "127.0.0.1" in look_up("localhost", 30)
    with pytest.raises(socket.gaierror):
        look_up("a" * 64 + ".example", 30)


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait() and [])
    with pytest.raises(TimeoutError):
        look_up("receiver.example.com", 0.05)
    over.set()


def test_only_allowed_hosts_once_there_are_any(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = ["Receiver.example.com", "*.straße.example"]
    check_target("https://receiver.example.com:8443/", to_public)
    check_target("https://a.b.xn--strae-oqa.example/", to_public)
    for host in ("example.com", "evilreceiver.example.com", "straße.example", "evilstraße.example", PUBLIC):
        with pytest.raises(TargetRefused, match="WEBHOOK_ALLOWED_HOSTS"):
            check_target(f"https://{host}/", to_public)


def test_receivers_that_the_operator_named_may_be_inside_and_without_tls(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = ["receiver.example.com"]
    settings.WEBHOOK_PRIVATE_HOSTS = ["crm", "bus:8080", "127.0.0.1", "[::1]:9000"]
    for url in (
        "http://crm/x",
        "https://crm:8443/",
        "http://bus:8080/",
        "http://127.0.0.1:5000/",
        "http://[::1]:9000/",
    ):
        check_target(url, leading_to("10.1.2.3", "fd00::1", "100.64.0.1", "127.0.0.1", PUBLIC))
    for url in ("http://bus/", "https://bus:8081/", "http://[::1]:9001/", "https://crm.example.com/"):
        with pytest.raises(TargetRefused):
            check_target(url, to_public)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "224.0.0.1", "240.0.0.1", "::"])
def test_even_those_do_not_lead_to_a_clouds_credentials(settings: Settings, address: str) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = ["crm"]
    with pytest.raises(TargetRefused):
        check_target("http://crm/", leading_to(address))


def test_passwords_in_the_path_are_not_shown() -> None:
    assert "hunter2" not in repr(parse_target("https://receiver.example.com/hooks/hunter2?key=hunter2"))
