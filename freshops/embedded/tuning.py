"""The embedded PostgreSQL's configuration: sized to the machine, safe unless a test run says otherwise."""

import os
from pathlib import Path

MEBIBYTE = 1024 * 1024
INCLUDE = "include = 'freshops.conf'\n"


def write_configuration(home: Path, *, sockets: Path, fsync: bool) -> None:
    """Write `freshops.conf` into the server's folder and include it. `fsync=False`: a crash may lose the database."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBIBYTE
    settings: dict[str, str | int] = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": 200,
        # The README's figures were measured with these; an eighth of the memory leaves room for web and workers.
        "shared_buffers": f"{min(max(memory // 8, 64), 2048)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "work_mem": "32MB",
        "maintenance_work_mem": f"{min(max(memory // 16, 64), 512)}MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",  # look-ups by index, milliseconds each: compiling them costs more than it saves
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_lock_waits": "on",
        "fsync": "on" if fsync else "off",
        "full_page_writes": "on" if fsync else "off",
        "synchronous_commit": "on" if fsync else "off",
    }
    lines = ["{} = '{}'\n".format(name, str(value).replace("'", "''")) for name, value in settings.items()]
    (home / "freshops.conf").write_text("# Written by FreshOps at every start.\n" + "".join(lines))
    main = home / "postgresql.conf"
    if INCLUDE not in main.read_text():
        with main.open("a") as file:
            file.write(INCLUDE)
