"""Start those of the embedded servers that the environment does not replace with servers of its own."""

from collections.abc import Callable

from freshops import embedded
from freshops.environment import Environment, read


def start_services(report: Callable[[str], None] | None = None, environment: Environment | None = None) -> bool:
    """Start what is embedded and does not run yet; True if something was started.

    SettingsError or EmbeddedError say in words why not.
    """
    env = environment or read()
    return embedded.ensure_running(
        env.data_dir,
        with_postgres=not env.database_url,
        with_redis=not env.redis_url,
        fsync=env.embedded_fsync,
        report=report,
    )
