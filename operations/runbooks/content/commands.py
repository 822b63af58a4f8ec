"""Commands in runbooks: lines that somebody copies at night, so each is parsed by the command it names."""

import shlex
from contextlib import redirect_stderr
from io import StringIO

from django.core.management import CommandError, get_commands, load_command_class
from django.utils.translation import gettext as _

PREFIX = "manage.py"


def why_no_command(line: str) -> str | None:
    """What is wrong with a line `manage.py <command> ...`; None where the command exists and takes it.

    Other programs (psql, pg_dump, ...) are taken as they are.
    """
    try:
        words = shlex.split(line, comments=True)
    except ValueError as error:
        return _("This is no command line: %s.") % error
    while words and words[0].endswith("python"):
        del words[0]
    if not words or words[0] != PREFIX:
        return None
    if len(words) == 1 or words[1] not in get_commands():
        return _("There is no command “%s”.") % " ".join(words[1:2])
    app = get_commands()[words[1]]
    command = load_command_class(app, words[1]) if isinstance(app, str) else app
    told = StringIO()
    try:
        with redirect_stderr(told):
            command.create_parser(PREFIX, words[1]).parse_args(words[2:])
    except SystemExit:
        return told.getvalue().strip().splitlines()[-1]
    except CommandError as error:
        return str(error)
    return None
