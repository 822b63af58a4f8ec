#!/usr/bin/env python
"""Django's command line. Starts the embedded servers first, where no others are set, and leaves them running."""

import os
import sys

# These need no database, or must not start one.
WITHOUT_SERVERS = {
    "--help",
    "--version",
    "-h",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "help",
    "makemessages",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "freshops.settings")
    from freshops.embedded import EmbeddedError
    from freshops.environment import SettingsError
    from freshops.services import start_services

    try:
        if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_SERVERS:
            start_services(report=lambda line: print(line, file=sys.stderr))
        from django.conf import settings
        from django.core.management import execute_from_command_line

        settings.DEBUG  # noqa: B018  loads them: a missing one is told in words, not as a traceback
    except (SettingsError, EmbeddedError) as error:
        sys.exit(f"FreshOps: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
