"""`python -m freshops.run [start|stop]`: what `make run` and `make stop` call."""

import os
import subprocess
import sys

from freshops import embedded
from freshops.environment import BASE_DIR, Environment, SettingsError, data_dir, read
from freshops.mailsink.address import mail_folder
from freshops.run.console import say, step
from freshops.run.place import PlaceTakenError, claim_port, only_run, stop_run
from freshops.run.supervisor import DoesNotStart, Stop, Supervisor, ignore_signals, stop_on_signals
from freshops.services import start_services

LOGINS = "logins.txt"


class NotPreparedError(Exception):
    """Migrations or demo data failed; what they printed has been shown."""


def start() -> str | int:
    """Run until stopped; the exit status, or a line for stderr."""
    # Secrets may be made up here, and mail kept: whoever wants neither sets SECRET_KEY and EMAIL_URL.
    os.environ.setdefault("FRESHOPS_DEMO", "true")
    stop_on_signals()
    try:
        environment = read()
        environment.data_dir.mkdir(parents=True, exist_ok=True)
        with only_run(environment.data_dir):
            return _run(environment)
    except Stop:
        return 0
    except (SettingsError, embedded.EmbeddedError, PlaceTakenError, DoesNotStart) as error:
        return f"FreshOps: {error}"
    except NotPreparedError:
        return "FreshOps: preparing the database failed: see above."
    except OSError as error:
        return (
            f"FreshOps: cannot write to the data folder: {error}. "
            "Give the right to write there, or set FRESHOPS_DATA_DIR to another folder."
        )


def _run(environment: Environment) -> int:
    host = os.environ.get("HOST") or "127.0.0.1"
    claim_port(host, environment.port)
    supervisor = Supervisor(environment)
    try:
        say("FreshOps starts.")
        with step("PostgreSQL and Redis"):
            start_services(report=lambda line: say(f"    {line}"), environment=environment)
        if not environment.email_url:
            supervisor.start_mail_sink()
        with step("Database"):
            _prepare()
        with step("Web, worker, relay, beat"):
            supervisor.start_application(f"http://{host}:{environment.port}")
        _announce(environment)
        supervisor.watch()
    except Stop:
        say("\nStopping ...")
    finally:
        ignore_signals()
        supervisor.stop()
        embedded.stop(environment.data_dir)
    say("Stopped. The data stays in " + str(environment.data_dir))
    return 0


def _prepare() -> None:
    command = [sys.executable, "manage.py", "prepare_run"]
    done = subprocess.run(command, cwd=BASE_DIR, check=False, start_new_session=True)
    if done.returncode != 0:
        raise NotPreparedError


def _announce(environment: Environment) -> None:
    logins = environment.data_dir / LOGINS
    say(f"\nFreshOps is ready: {environment.public_url}/admin/")
    if logins.exists():
        say("Logins:\n" + logins.read_text().rstrip())
    if not environment.email_url:
        say(f"Mails it sends: {mail_folder(environment.data_dir)} (one .eml file each)")
    say(f"Logs: {environment.data_dir / 'log'}\nCtrl-C stops everything.\n")


def stop() -> str | int:
    """End the run of FRESHOPS_DATA_DIR, or just its embedded servers where nothing else runs."""
    ended = stop_run(data_dir())
    try:
        embedded.stop(data_dir())
    except embedded.EmbeddedError as error:
        return f"FreshOps: {error}"
    say("Stopped." if ended else "The embedded servers are stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(stop() if sys.argv[1:] == ["stop"] else start())
