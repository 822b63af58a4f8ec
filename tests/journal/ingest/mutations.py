"""Bodies that no sender should send: a table, and mutations of valid events by a fixed seed."""

import json
import random
from collections.abc import Iterator
from typing import Any

from journal.api.parsers import MAX_BYTES
from tests.journal.ingest.sender import activity

# Each is put in the place of a field, or into it; `None` in JSON is never what a field takes.
_WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 2**63, 2**80, [], {}, [[]], {"a": {}}, "x" * 5000, "a\u0007b")
_FIELDS = ("event_id", "event_type", "timestamp", "schema_version", "lead_id", "user_id", "territory", "reason")
_TIMES = (
    "2026-03-02T09:15:00",
    "2026-03-02",
    "09:15:00Z",
    "2026-03-02T25:15:00Z",
    "2026-02-30T09:15:00Z",
    "2026-03-02T09:15Z",
    "20260302T091500Z",
    "2026-03-02T09:15:00 01:00",
    "2026-W10-1T09:15:00Z",
    "3026-03-02T09:15:00Z",
    "yesterday",
    "1772443200",
    "",
)


def _text(event: Any) -> bytes:
    return json.dumps(event).encode()


def table() -> Iterator[tuple[str, bytes]]:
    """Bodies that are wrong as a whole."""
    good = _text(activity())
    for position in range(0, len(good) - 1, 9):
        yield f"cut at {position}", good[:position]
    for scalar in (b"", b" ", b"null", b"true", b"7", b'"event"', b"nope", b"<event/>", b"event_id=1", b"[]"):
        yield f"no event: {scalar!r}", scalar
    yield "more behind", good + b" x"
    yield "two", good + good
    yield "huge", b'{"event_id": "' + b"x" * MAX_BYTES + b'"}'
    yield "a huge list", b"[" + b"0," * (MAX_BYTES // 2) + b"0]"
    yield "deep lists", b"[" * 200_000
    yield "deep objects", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "deep, just", good[:-1] + b', "x": ' + b"[" * 20 + b"]" * 20 + b"}"
    for number in (b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e999", b"9" * 5000, b"9223372036854775808", b"01"):
        yield f"number {number[:20]!r}", good[:-1] + b', "x": ' + number + b"}"
    for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig"):
        yield encoding, good.decode().encode(encoding)
    yield "latin-1", '{"reason": "Grüner Baum"}'.encode("latin-1")
    yield "half a pair", good[:-1] + b', "reason": "\\ud800"}'
    yield "half a pair as a key", good[:-1] + b', "\\udfff": 1}'
    yield "NUL, escaped", good[:-1] + b', "reason": "a\\u0000b"}'
    yield "NUL, escaped, in a key", good[:-1] + b', "a\\u0000": 1}'
    yield "NUL, raw", good[:-1] + b', "reason": "a\x00b"}'
    yield "NUL behind", good + b"\x00"
    yield "NUL in an unknown type", _text(activity(event_type="lead.sang", more="a\x00"))
    yield "a key twice", good[:-1] + b', "lead_id": 5}'
    yield "a key twice, deeper", good[:-1] + b', "metadata": {"a": 1, "a": 2}}'
    yield "a line end in a text", good[:-1] + b', "reason": "a\nb"}'


def mutations(seed: int = 20261121) -> Iterator[tuple[str, bytes]]:
    """Valid events with something wrong in them; the same each time."""
    dice = random.Random(seed)  # noqa: S311  (not for secrets)
    for time in _TIMES:
        yield f"timestamp {time!r}", _text(activity(timestamp=time))
    for field in ("event_id", "event_type", "timestamp", "lead_id", "metadata"):
        yield f"without {field}", _text({key: value for key, value in activity().items() if key != field})
    for field in _FIELDS:
        for wrong in dice.sample(_WRONG, 8):
            yield f"{field} = {str(wrong)[:20]}", _text(activity(**{field: wrong}))
    for wrong in (None, True, 1, "x", [], {}, {"kind": "CHAT"}, {"kind": None}, {"kind": "NOTE", "x": 1}, [{}]):
        yield f"metadata = {wrong}", _text(activity(metadata=wrong))
    for name in ("Event_id", "eventId", "lead_id ", "x", "", "__proto__", "a/b"):
        yield f"also {name!r}", _text(activity(**{name: 1}))
    good = _text(activity())
    for _ in range(60):
        # A byte that JSON does not know, outside and inside texts.
        position = dice.randrange(len(good))
        yield (
            f"a stray byte at {position}",
            good[:position] + bytes([dice.choice([0, 1, 0xFF, 0xC3])]) + good[position:],
        )
