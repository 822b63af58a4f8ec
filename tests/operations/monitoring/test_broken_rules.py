"""The proof of the proof: rules that are broken on purpose, each in one way, are caught by promtool's cases."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from operations.monitoring.rules import RULES, groups
from tests.effort import EVERY
from tests.operations.monitoring.tools import CASES, run
from tests.operations.monitoring.tools import RULES as FILES

Breaking = Callable[[dict[str, Any]], None]
REPLICATED = (
    "samples", "catering", "orders", "protection", "reminders", "privacy", "security", "events", "capacity", "alerting",
)  # fmt: skip
FILE_OF = {rule.alert: group.name for group in groups() for rule in group.rules}


def _never(rule: dict[str, Any]) -> None:
    rule["expr"] = "vector(1) > 2"


def _always(rule: dict[str, Any]) -> None:
    rule["expr"] = f'label_replace(vector(1), "territory", "DE", "", "") or vector(2) or ({rule["expr"]})'


def _other_side(rule: dict[str, Any]) -> None:
    """What is exactly on the edge falls on the wrong side of it."""
    swapped = {" > ": " >= ", " < ": " <= ", " >= ": " > ", " <= ": " < "}
    # The last comparison but those with a least number of cases, which has a case of its own.
    expr, count = re.subn(r" (>|<|>=|<=) (?=on |\d|\$)", lambda found: swapped[found[0]], rule["expr"])
    assert count, rule["expr"]
    rule["expr"] = expr


def _at_once(rule: dict[str, Any]) -> None:
    del rule["for"]


def _cases() -> Iterator[Any]:
    for name, rule in RULES.items():
        breakings: list[Breaking] = [_never, _always]
        if re.search(r" (>|<|>=) (on |\d|\$)", rule.expr) and name != "MetricsMissing":
            breakings.append(_other_side)
        if rule.hold:
            breakings.append(_at_once)
        for breaking in breakings:
            yield pytest.param(name, breaking, id=f"{name}-{breaking.__name__.strip('_')}")


@cache
def _document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return document


def _caught(folder: Path, file: str, alert: str = "") -> bool:
    """Whether promtool's cases of a file, those of one alert alone, fail with the rules in `folder`."""
    for path in sorted(CASES.glob(f"{file}*.yml")):
        document = _document(path)
        cases = [group for group in document["tests"] if alert in group["name"]]
        rules = [str(folder / Path(name).name) for name in document["rule_files"]]
        copy = folder / f"cases-{path.name}"
        copy.write_text(yaml.safe_dump({**document, "rule_files": rules, "tests": cases}), "utf-8")
        if cases and run("promtool", "test", "rules", copy).returncode != 0:
            return True
    return False


@pytest.mark.parametrize(("alert", "breaking"), list(_cases())[::EVERY])
def test_a_broken_alert_is_caught(alert: str, breaking: Breaking, tmp_path: Path) -> None:
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{FILE_OF[alert]}.yml"
    document = yaml.safe_load(path.read_text("utf-8"))
    (rule,) = [each for each in document["groups"][0]["rules"] if each.get("alert") == alert]
    breaking(rule)
    path.write_text(yaml.safe_dump(document), "utf-8")
    assert _caught(tmp_path, FILE_OF[alert], alert)


@pytest.mark.parametrize("file", REPLICATED)
def test_counting_replicas_twice_is_caught(file: str, tmp_path: Path) -> None:
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{file}.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("max by (", "sum by ("), "utf-8")
    assert _caught(tmp_path, file)
