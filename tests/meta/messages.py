"""The texts that the sources hand to gettext, found without gettext's own tools: Python by its syntax tree."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

from freshops.environment import BASE_DIR
from tests.meta.sources import tracked_files


class Message(NamedTuple):
    """What identifies a text in a catalogue."""

    singular: str
    plural: str | None = None
    context: str | None = None


# function -> what its first arguments are; `gettext_lazy` and `gettext_noop` are read like `gettext`.
_ARGUMENTS = {
    "_": ("singular",),
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
}
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_TEMPLATE_CALL = re.compile(rf"\b(?:_|n?p?gettext)\({_STRING}(?:,\s*{_STRING})*(?:,\s*count)?\)")
_ELSEWHERE = {"tests", "bench", "docs", "locale"}


def templates() -> list[Path]:
    """Every template of the project."""
    return [path for path in tracked_files() if path.suffix in {".html", ".txt"} and "templates" in path.parts]


@cache
def messages() -> frozenset[Message]:
    """Every text in the application's Python files and templates."""
    code = [path for path in tracked_files() if path.suffix == ".py"]
    application = [path for path in code if path.relative_to(BASE_DIR).parts[0] not in _ELSEWHERE]
    found = {message for path in application for message in python_messages(path.read_text())}
    return frozenset(found | {message for path in templates() for message in template_messages(path.read_text())})


def python_messages(source: str) -> Iterator[Message]:
    """The texts in Python code; LookupError for one that is put together before it is looked up."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        roles = _ARGUMENTS.get(function.removesuffix("_lazy").removesuffix("_noop"))
        if (
            roles and node.args and not isinstance(node.args[0], ast.Name)
        ):  # a name: it stands for a text marked elsewhere
            yield Message(**{role: _literal(argument) for role, argument in zip(roles, node.args, strict=False)})


def template_messages(source: str) -> Iterator[Message]:
    """The texts in a template."""
    for call in _TEMPLATE_CALL.findall(templatize(source)):
        yield from python_messages(call)


def _literal(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise LookupError(f"no catalogue can hold a text that is put together first: {ast.unparse(argument)}")
