"""Progress of a long command: a bar on a terminal, now and then a line elsewhere."""

import time
from typing import TextIO

from django.utils.formats import number_format
from django.utils.translation import gettext as _

BAR_WIDTH = 30
SECONDS_BETWEEN_LINES = 2.0


class Progress:
    """Call `show` as often as you like; it draws as often as is useful."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total = stream, total
        self._is_terminal = stream.isatty()
        self._last_line = time.monotonic()

    def show(self, done: int, note: str) -> None:
        """Draw where we are: `done` of the total, and a few words."""
        text = f"{100 * done // max(self._total, 1)} %  {_figure(done)}/{_figure(self._total)}  {note}"
        if self._is_terminal:
            filled = BAR_WIDTH * done // max(self._total, 1)
            self._stream.write(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {text}\x1b[K")
        elif time.monotonic() - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            self._stream.write(_("Progress: %(text)s") % {"text": text} + "\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the bar's line."""
        if self._is_terminal:
            self._stream.write("\n")


def _figure(value: int) -> str:
    return number_format(value, force_grouping=True)
