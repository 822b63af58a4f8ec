"""Whether events may be sent to a target: what its text says, and every IP address that its name leads to.

Checked twice: when the target is entered, so that people are told, and for each connection, which goes to the very
address that was checked (`connection`).
"""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from django.utils.translation import gettext_lazy as _

from journal.webhooks.networks import is_inside, is_public
from journal.webhooks.targets import Target, TargetRefused, parse_target

# (host, seconds) -> IP addresses. OSError (TimeoutError, gaierror) where there is no answer.
Resolver = Callable[[str, float], Sequence[str]]

FORM_SECONDS = 3.0


def check_target(url: str, resolve: Resolver | None = None) -> None:
    """Refuse a target that nothing would be sent to; TargetRefused, a DomainError, says why.

    A name that cannot be resolved now is accepted: it may come into being later, and sending checks again.
    """
    target = parse_target(url)
    with suppress(OSError):
        resolve_target(target, FORM_SECONDS, resolve or look_up)


def resolve_target(target: Target, seconds: float, resolve: Resolver) -> list[str]:
    """The addresses of a target, each checked; TargetRefused where one of them is not allowed, OSError where none."""
    literal = target.address
    found = [str(literal)] if literal else list(resolve(target.host, seconds))
    for address in map(ip_address, found):
        if not is_public(address) and not (target.private and is_inside(address)):
            raise TargetRefused(
                _("The address leads into a private or reserved network. Events go to hosts on the internet only.")
            )
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return found


def look_up(host: str, seconds: float) -> list[str]:
    """The IP addresses of a name, as the system resolves it. gaierror; TimeoutError after `seconds`."""
    found: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.put([str(sockaddr[0]) for *_, sockaddr in answers])
        except (OSError, UnicodeError) as error:
            found.put(error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, str(error)))

    # The system's resolver waits as long as it likes and cannot be interrupted: it is left behind.
    Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, OSError):
        raise answer
    return list(dict.fromkeys(answer))
