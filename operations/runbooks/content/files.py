"""Runbooks as files: YAML front matter for the structure, Markdown below it for the long texts."""

import re
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from core.errors import DomainError
from operations.runbooks.content.document import Content, normalized

# The body: a heading for each language, and below it one for each long text.
_HEADINGS = {
    "de": ("Deutsch", {"context": "Geschäftlicher Hintergrund", "routine": "Tägliche Routine"}),
    "en": ("English", {"context": "Business context", "routine": "Daily routine"}),
}
_FRONT = re.compile(r"\A---\n(?P<front>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)
# Of a code block; what stands in one line between backticks is none.
_FENCE = re.compile(r"\s*(?P<marks>`{3,}(?=[^`]*\Z)|~{3,})(?P<info>.*)")
_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028\u2029\ufeff]")
WIDTH = 110


class DocumentError(DomainError):
    """A file that is no runbook, or a runbook in which something is wrong."""

    code = "not_a_runbook"
    status = 422


def parse_file(text: str) -> Content:
    """The document in a file; DocumentError where the file cannot be read. Whether it is valid is another question."""
    found = _FRONT.match(text.replace("\r\n", "\n"))
    if found is None:
        raise DocumentError(_("The file does not begin with a front matter between two lines of ---."))
    try:
        front = yaml.load(found["front"], Loader=_Loader)  # noqa: S506  (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise DocumentError(
            _("The front matter cannot be read in line %(line)s: %(problem)s.")
            % {"line": line, "problem": error.problem or error.context}
        ) from error
    if not isinstance(front, dict):
        raise DocumentError(_("The front matter is not a list of fields."))
    return normalized(front | _parse_body(found["body"]))


def render_file(content: Content) -> str:
    """The file of a document: always the same for the same document, and `parse_file` gives it back."""
    content = normalized(content)
    front = {name: value for name, value in content.items() if name not in ("context", "routine")}
    if isinstance(front.get("review_due"), str):
        front["review_due"] = date.fromisoformat(front["review_due"])
    rendered = yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return f"---\n{rendered}---\n{_render_body(content)}"


def _parse_body(body: str) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {"context": {}, "routine": {}}
    for language, part in _parts(body, "# ", {heading[0]: language for language, heading in _HEADINGS.items()}).items():
        fields = {heading: field for field, heading in _HEADINGS[language][1].items()}
        for field, text in _parts(part, "## ", fields).items():
            texts[field][language] = text
    return texts


def _parts(text: str, mark: str, names: dict[str, str]) -> dict[str, str]:
    """What stands below each heading of this level; a heading inside a code block is none."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        if line.startswith(mark) and not fence:
            heading = line.removeprefix(mark).strip()
            if heading not in names or names[heading] in found:
                raise DocumentError(
                    _("The heading “%(heading)s” has no place here. Expected, each once: %(names)s.")
                    % {"heading": line.strip(), "names": ", ".join(f"{mark}{name}" for name in names)}
                )
            lines = found[names[heading]] = []
        else:
            lines.append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def _fence_after(line: str, fence: str) -> str:
    """The marks of the code block that is open after a line, with `fence` open before it; empty: none."""
    found = _FENCE.fullmatch(line)
    if found is None:
        return fence
    if not fence:
        return found["marks"]
    closes = found["marks"].startswith(fence) and not found["info"].strip()
    return "" if closes else fence


def _render_body(content: Content) -> str:
    parts = []
    for language, (name, headings) in _HEADINGS.items():
        parts.append(f"\n# {name}\n")
        parts += [f"\n## {heading}\n\n{content[field][language]}\n" for field, heading in headings.items()]
    return "".join(parts)


class _Loader(yaml.SafeLoader):
    """Refuses a field that is there twice: one of the two would be lost. Dates stay texts."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key, _value in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is there twice", key.start_mark)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: str(node.value))


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks; lists indented below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # Line ends that YAML knows beside \n would come back as those: only quoted they stay what they are.
    style = '"' if _OTHER_LINE_ENDS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
