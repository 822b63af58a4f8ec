"""Where the embedded servers of one data folder live, and their URLs: all of it follows from the folder's path."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "freshops"
SUPERUSER, OWNER, RUNTIME = "postgres", "freshops_owner", "freshops_app"

# A unix socket's path ends at 107 bytes; PostgreSQL's own file name takes 16 of them.
LONGEST_SOCKET_FOLDER = 85
# Commas part lists of hosts, and URLs have signs of their own.
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")
SHORT_FOLDERS = Path("/tmp")  # noqa: S108  not TMPDIR: server and client may see different ones


@dataclass(frozen=True)
class Layout:
    """The folders, sockets and URLs under one FRESHOPS_DATA_DIR (absolute)."""

    data_dir: Path

    @property
    def postgres(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def redis(self) -> Path:
        return self.data_dir / "redis"

    def socket_folder(self, home: Path) -> Path:
        """The folder of a server's socket: its home, or a plain, short one where that is too long or has odd signs."""
        if len(str(home)) <= LONGEST_SOCKET_FOLDER and PLAIN.fullmatch(str(home)):
            return home
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:16]
        return SHORT_FOLDERS / f"freshops-{digest}"

    @property
    def postgres_sockets(self) -> Path:
        return self.socket_folder(self.postgres)

    @property
    def redis_socket(self) -> Path:
        return self.socket_folder(self.redis) / "redis.sock"

    def database_url(self, role: str = RUNTIME, database: str = DATABASE) -> str:
        """The database's URL for one of the roles SUPERUSER, OWNER, RUNTIME."""
        return f"postgresql://{role}@{quote(str(self.postgres_sockets), safe='')}/{database}"

    @property
    def redis_url(self) -> str:
        """The broker's URL as Celery writes it."""
        return f"redis+socket://{self.redis_socket}"
