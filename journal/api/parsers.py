"""Bodies with events: larger than others, and kept as they are."""

from core.api.parsers import StrictJSONParser

MAX_BYTES = 5 * 1024 * 1024


class EventParser(StrictJSONParser):
    """As strict as everywhere, up to 5 MiB."""

    max_bytes = MAX_BYTES
    takes_nul = False
