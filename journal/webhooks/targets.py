"""The address of a webhook, taken apart once: what is checked is what is connected to."""

import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, quote, urlsplit

import idna
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from journal.webhooks.networks import IPAddress

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# What the resolver reads as an IPv4 address in an odd notation ends so: 127.1, 2130706433, 0x7f.0.0.1.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_AS_IT_IS = "/%:@!$&'()*+,;=-._~?"
_PORTS = {"http": 80, "https": 443}


class TargetRefused(DomainError):
    """Nothing is sent to this address. The message is a fixed text: what a name leads to is nobody's business."""

    code = "webhook_target_refused"
    status = 422

    def __init__(self, message: Promise) -> None:
        super().__init__(message, field="target")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect. `host`: lower-case ASCII, or an IP address without brackets. `private`: named by the operator
    as a receiver of his own, which may be inside."""

    scheme: str
    host: str
    port: int
    private: bool
    # With the query; receivers put passwords here, so it is kept out of logs, and connections are shared without it.
    path: str = field(repr=False, compare=False)

    @property
    def address(self) -> IPAddress | None:
        """The IP address that the host is, if it is not a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def parse_target(url: str) -> Target:
    """Take a URL apart, and refuse what its text alone tells is not allowed. TargetRefused says why; asks no DNS."""
    parts = _split(url)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise TargetRefused(_("The address does not begin with https://."))
    if "@" in parts.netloc:
        raise TargetRefused(_("The address has a user name or a password in it. Leave them out: events are signed."))
    try:
        port = _PORTS[scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        raise TargetRefused(_("The port in the address is not a number from 1 to 65535."))
    host = plain_host(parts.hostname or "")
    private = any(_names(entry, host, port) for entry in settings.WEBHOOK_PRIVATE_HOSTS)
    if scheme == "http" and not private:
        raise TargetRefused(_("Events are sent encrypted only: the address has to begin with https://."))
    if not private and not _is_allowed(host):
        raise TargetRefused(_("This host is not among those that the operator allows (WEBHOOK_ALLOWED_HOSTS)."))
    path = quote(parts.path or "/", safe=_AS_IT_IS) + (f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else "")
    return Target(scheme, host, port, private, path)


def plain_host(host: str) -> str:
    """One notation for one host: lower case, without a dot at the end, other scripts as xn--. TargetRefused if none."""
    try:
        name = host.lower() if host.isascii() else idna.encode(host, uts46=True, transitional=False).decode()
    except idna.IDNAError:
        raise TargetRefused(_("The host in the address is not a valid name.")) from None
    name = name.removesuffix(".")
    if ":" in name:
        return _plain_address(name)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return _plain_address(name)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise TargetRefused(_("The host in the address is not a valid name."))
    return name


def _plain_address(name: str) -> str:
    try:
        address = ip_address(name)
    except ValueError:
        raise TargetRefused(_("The IP address is not written in its usual form, such as 203.0.113.7.")) from None
    if isinstance(address, IPv6Address) and address.scope_id:
        raise TargetRefused(_("The IP address names a network interface. Events go to hosts on the internet only."))
    return str(address)


def _split(url: str) -> SplitResult:
    # Python's parser drops some of these, others take a backslash for a slash: nothing that is read in two ways.
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise TargetRefused(_("The address contains a space, a backslash or a control character."))
    incomplete = TargetRefused(_("The address is not complete. It looks like https://receiver.example.com/events."))
    try:
        parts = urlsplit(url)
    except ValueError:
        raise incomplete from None
    if parts.scheme and not parts.netloc:
        raise incomplete
    return parts


def _is_allowed(host: str) -> bool:
    allowed = settings.WEBHOOK_ALLOWED_HOSTS
    return not allowed or any(
        host.endswith("." + plain_host(entry[2:])) if entry.startswith("*.") else host == plain_host(entry)
        for entry in allowed
    )


def _names(entry: str, host: str, port: int) -> bool:
    parts = urlsplit(f"//{entry}")
    return plain_host(parts.hostname or "") == host and parts.port in {None, port}
