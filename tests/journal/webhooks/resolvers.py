"""What DNS says, for a test."""

import socket

from journal.webhooks.addresses import Resolver

PUBLIC = "8.8.8.8"


def leading_to(*addresses: str) -> Resolver:
    """Every name leads to these."""

    def resolve(_host: str, _seconds: float) -> list[str]:
        return list(addresses)

    return resolve


def unknown(_host: str, _seconds: float) -> list[str]:
    """No name is known."""
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


at_home = leading_to("127.0.0.1")
to_public = leading_to(PUBLIC)
