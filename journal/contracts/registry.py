"""The published schemas, read once from the files beside this module."""

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse

FOLDER = Path(__file__).parent
_NAME = re.compile(r"(?P<event_type>.+)\.v(?P<version>\d+)\.json")

Schema = dict[str, Any]


class Direction(StrEnum):
    """Who sends events of a type: others to us, or we to others."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, eq=False)  # each is there once
class Contract:
    """One version of one type of events. `text` is the file as it is published."""

    direction: Direction
    event_type: str
    version: int
    text: bytes
    schema: Schema

    @property
    def etag(self) -> str:
        """Changes with the text; in quotes, as HTTP wants it."""
        return f'"{hashlib.sha256(self.text).hexdigest()[:32]}"'

    @property
    def url(self) -> str:
        """The path of the published schema. Where a type goes both ways, the outgoing one is asked for by name."""
        path = reverse("api-event-schema", args=[self.event_type, self.version])
        both = self.direction is Direction.OUTGOING and (self.event_type, self.version) in _of(Direction.INCOMING)
        return f"{path}?direction={self.direction}" if both else path


@cache
def contracts() -> tuple[Contract, ...]:
    """All of them: incoming before outgoing, by type and version."""
    return tuple(contract for direction in Direction for contract in _of(direction).values())


def contract_of(event_type: str, version: int, direction: Direction | None = None) -> Contract | None:
    """The contract of a type and version, None where there is none; without a direction, incoming comes first."""
    for each in (direction,) if direction else Direction:
        found = _of(each).get((event_type, version))
        if found is not None:
            return found
    return None


def schema_of(event_type: str, version: int) -> Schema | None:
    """The schema of an incoming event type; None for one that nobody knows (yet)."""
    contract = contract_of(event_type, version, Direction.INCOMING)
    return contract.schema if contract else None


@cache
def envelope() -> Schema:
    """What every event has, known or not."""
    schema: Schema = json.loads((FOLDER / "envelope.v1.json").read_bytes())
    return schema


@cache
def _of(direction: Direction) -> dict[tuple[str, int], Contract]:
    found = {}
    for path in sorted((FOLDER / direction).glob("*.json")):
        named = _NAME.fullmatch(path.name)
        if named is None:
            raise ValueError(f"{path.name} is not called <type>.v<N>.json.")
        text = path.read_bytes()
        contract = Contract(direction, named["event_type"], int(named["version"]), text, json.loads(text))
        found[contract.event_type, contract.version] = contract
    return found
