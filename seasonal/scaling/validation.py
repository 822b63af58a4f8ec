"""ScaledObjects held to KEDA's own schemas, offline and strictly: what a cluster drops in silence is an error here.

Schemas are a folder with `scaledobjects-crd.yaml` and `scalers-schema.json`: what our ScaledObjects use of KEDA's, in
our words (`keda/`, which is there wherever this runs), or KEDA's own, which tests hold them to as well.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator

OURS = Path(__file__).with_name("keda")
LONGEST_NAME = 54  # KEDA puts words of its own before it, and a label has 63 characters


class Schemas:
    """KEDA's schemas, read once. OSError where the folder does not hold them."""

    def __init__(self, folder: Path) -> None:
        crd = yaml.safe_load((folder / "scaledobjects-crd.yaml").read_text(encoding="utf-8"))
        schema = _strict(deepcopy(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]))
        schema["properties"]["metadata"] = {"type": "object"}  # Kubernetes' own
        self._validator = Draft202012Validator(schema)
        scalers = json.loads((folder / "scalers-schema.json").read_text(encoding="utf-8"))["scalers"]
        self._scalers = {scaler["type"]: scaler["parameters"] for scaler in scalers}

    def faults(self, manifest: Mapping[str, Any]) -> list[str]:
        """What is wrong with a ScaledObject, each with its place; empty: nothing."""
        return list(self._faults(manifest))

    def _faults(self, manifest: Mapping[str, Any]) -> Iterator[str]:
        errors = list(self._validator.iter_errors(manifest))
        yield from (f"{'/'.join(map(str, error.instance_path)) or '/'}: {error.message}" for error in errors)
        if errors:
            return  # what follows relies on its form
        name, spec = manifest["metadata"]["name"], manifest["spec"]
        if len(name) > LONGEST_NAME:
            yield f"metadata/name: {name!r} has {len(name)} characters; KEDA takes {LONGEST_NAME}"
        if spec.get("minReplicaCount", 0) > spec.get("maxReplicaCount", 100):
            yield "spec: minReplicaCount is larger than maxReplicaCount"
        for index, trigger in enumerate(spec.get("triggers", ())):
            yield from self._trigger_faults(f"spec/triggers/{index}", trigger)

    def _trigger_faults(self, place: str, trigger: Mapping[str, Any]) -> Iterator[str]:
        known = self._scalers.get(trigger["type"])
        if known is None:
            yield f"{place}: KEDA knows no scaler {trigger['type']!r}"
            return
        parameters = {parameter["name"]: parameter for parameter in known}
        for key, value in trigger["metadata"].items():
            if key not in parameters:
                yield f"{place}/metadata: {key!r} is unknown to the scaler {trigger['type']!r}"
            elif not isinstance(value, str):
                yield f"{place}/metadata/{key}: {value!r} is no text; KEDA reads texts alone"
        for name, parameter in parameters.items():
            needed = not parameter.get("optional") and "default" not in parameter
            if needed and name not in trigger["metadata"]:
                yield f"{place}/metadata: {name!r} is missing"


def _strict(schema: Any) -> Any:
    """The schema with every object closed: the API server would drop unknown keys without a word."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _strict(value) if key != "properties" else _each(value) for key, value in schema.items()}
    if (
        found.get("type") == "object"
        and "properties" in found
        and not found.get("x-kubernetes-preserve-unknown-fields")
    ):
        found.setdefault("additionalProperties", False)
    if found.get("x-kubernetes-int-or-string"):
        found.pop("type", None)
    return found


def _each(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _strict(value) for name, value in properties.items()}
