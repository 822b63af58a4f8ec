"""Holding events against their contracts."""

from typing import Any

from django.utils.translation import gettext as _

from journal.contracts.registry import Contract, Direction, contract_of
from journal.contracts.validators import validator_of
from journal.contracts.words import Fault, faults_of


def known_contract(event: dict[str, Any]) -> Contract | None:
    """The contract of an incoming event. None for a type or version that nobody knows yet: that is not invalid."""
    event_type, version = event.get("event_type"), event.get("schema_version", 1)
    if isinstance(event_type, str) and type(version) is int:
        return contract_of(event_type, version, Direction.INCOMING)
    return None


def validate(event: Any) -> list[Fault]:
    """What is wrong with an incoming event, in the present language; empty where nothing is.

    One of an unknown type or version has to have what every event has.
    """
    if not isinstance(event, dict):
        return [Fault("", _("An event is an object."))]
    return _faults(known_contract(event), event)


def validate_outgoing(event_type: str, version: int, payload: dict[str, Any]) -> list[Fault]:
    """What is wrong with the body of a recorded event; empty where nothing is.

    A type without a contract has to have what every event has. What others sent is passed on as they sent it, so a
    type that goes both ways may have either form.
    """
    faults: list[Fault] = []
    for direction in reversed(Direction):
        contract = contract_of(event_type, version, direction)
        if contract is not None:
            found = _faults(contract, payload)
            if not found:
                return []
            faults = faults or found
    return faults or (_faults(None, payload) if contract_of(event_type, version) is None else faults)


def _faults(contract: Contract | None, event: dict[str, Any]) -> list[Fault]:
    validator = validator_of(contract)
    return [] if validator.is_valid(event) else faults_of(list(validator.iter_errors(event)))
