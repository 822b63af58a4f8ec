"""What can go wrong with the embedded servers, in one line for people."""


class EmbeddedError(Exception):
    """The embedded servers cannot run; the message says what is wrong, where, and what to do."""
