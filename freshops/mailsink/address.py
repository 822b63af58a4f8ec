"""Where the mail sink of a data folder listens: it takes a free port and notes it, so that two runs never collide."""

from pathlib import Path

NEVER_STARTED = 1025  # nothing listens there; sending fails, is retried, and says so


def mail_folder(data_dir: Path) -> Path:
    """Where the sink keeps its mails."""
    return data_dir / "mail"


def port_file(data_dir: Path) -> Path:
    return mail_folder(data_dir) / "port"


def noted_port(data_dir: Path) -> int | None:
    """The port the sink of this folder used last; None if it never ran."""
    try:
        return int(port_file(data_dir).read_text())
    except (OSError, ValueError):
        return None


def sink_url(data_dir: Path) -> str:
    """The sink's address as an EMAIL_URL."""
    return f"smtp://127.0.0.1:{noted_port(data_dir) or NEVER_STARTED}"
