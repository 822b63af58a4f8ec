"""Which IP addresses webhooks may go to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

# Global by registry, but no host of anybody's: protocol assignments, and the relays of 6to4.
_SPECIAL_4 = tuple(IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24"))
# The only IPv6 addresses that are assigned to hosts on the internet, and what in them is something else: protocol
# assignments (Teredo, ORCHID, ...) and documentation.
_UNICAST_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")

# What an operator may open up for a receiver in the cluster: private, shared (carrier-grade NAT) and loopback networks.
# Link-local is not among them: there clouds answer with their machines' credentials.
_INSIDE_4 = tuple(
    IPv4Network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8")
)
_INSIDE_6 = (IPv6Network("fc00::/7"), IPv6Network("::1/128"))

IPAddress = IPv4Address | IPv6Address


def is_public(address: IPAddress) -> bool:
    """Whether this is a host on the internet. IPv4 within IPv6 (mapped, 6to4, NAT64) counts as the IPv4 it leads to."""
    address = _meant(address)
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in net for net in _SPECIAL_4)
    return address in _UNICAST_6 and address.is_global and not any(address in net for net in _SPECIAL_6)


def is_inside(address: IPAddress) -> bool:
    """Whether this is a host of a private network, or this machine."""
    address = _meant(address)
    if isinstance(address, IPv4Address):
        return any(address in net for net in _INSIDE_4)
    return any(address in net for net in _INSIDE_6)


def _meant(address: IPAddress) -> IPAddress:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
