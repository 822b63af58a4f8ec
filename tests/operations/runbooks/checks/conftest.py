"""Checks of the tests' own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from operations.runbooks.checks import sql
from operations.runbooks.checks.registry import CHECKS, Check

MakeCheck = Callable[..., Check]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What checks say is compared in English; German is the default."""
    with translation.override("en"):
        yield


@pytest.fixture
def make_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MakeCheck:
    """`make_check("SELECT 1 AS value")`: a check that runs this statement, or has the fields that are given."""
    monkeypatch.setattr(sql, "FOLDER", tmp_path)

    def make(statement: str = "", **fields: Any) -> Check:
        name = f"{tmp_path.name}_{len(list(tmp_path.iterdir()))}"
        if statement:
            (tmp_path / f"{name}.sql").write_text(statement)
        fields = {"title": "Test", "description": "Test", "permission": "leads.view_lead", **fields}
        check = Check(name=name, sql=name if statement else "", **fields)
        monkeypatch.setitem(CHECKS, name, check)
        return check

    return make
