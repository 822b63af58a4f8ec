"""The secrets of a demo: made once, kept in its data folder, readable for its user alone."""

import os
import secrets
from pathlib import Path

from freshops.environment import SettingsError


def generated_secret(data_dir: Path) -> str:
    """The data folder's own SECRET_KEY, made at the first call (mode 0600); SettingsError if it cannot be kept."""
    path = data_dir / "secret-key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Written aside and linked: of two first starts at once, both end up with the same, complete key.
            draft = data_dir / f".secret-key-{os.getpid()}"
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text()
    except OSError as error:
        raise SettingsError(
            f"Cannot write to the data folder {data_dir}: {error.strerror}. "
            "Give the right to write there, or set FRESHOPS_DATA_DIR to another folder."
        ) from None
