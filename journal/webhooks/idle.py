"""Connections kept for the next event to the same receiver."""

from collections import defaultdict, deque
from threading import Lock
from time import monotonic

from journal.webhooks.connection import Connection
from journal.webhooks.targets import Target

# A connection goes to the address that was checked when it was opened; sooner or later its name leads elsewhere.
LIFETIME = 60.0  # seconds
MOST_PER_TARGET = 16


class IdleConnections:
    """Open connections that nobody uses, by target. For use by many threads."""

    def __init__(self, lifetime: float = LIFETIME) -> None:
        self._lifetime = lifetime
        self._lock = Lock()
        self._kept: dict[Target, deque[Connection]] = defaultdict(deque)

    def take(self, target: Target) -> Connection | None:
        """A connection to this target that is still alive, the latest used first; or None."""
        while True:
            with self._lock:
                kept = self._kept.get(target)
                connection = kept.pop() if kept else None
            if connection is None or (connection.alive and self._is_young(connection)):
                return connection
            connection.close()

    def keep(self, connection: Connection) -> None:
        """Take back a connection after use."""
        if not (connection.alive and self._is_young(connection)):
            connection.close()
            return
        with self._lock:
            self._kept[connection.target].append(connection)
            aged = self._drop_aged()
        for old in aged:
            old.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            kept = [connection for connections in self._kept.values() for connection in connections]
            self._kept.clear()
        for connection in kept:
            connection.close()

    def _drop_aged(self) -> list[Connection]:
        aged = []
        for target, kept in list(self._kept.items()):
            while kept and (len(kept) > MOST_PER_TARGET or not self._is_young(kept[0])):
                aged.append(kept.popleft())
            if not kept:
                del self._kept[target]
        return aged

    def _is_young(self, connection: Connection) -> bool:
        return monotonic() - connection.opened_at < self._lifetime
