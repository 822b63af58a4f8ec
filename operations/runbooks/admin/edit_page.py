"""The form of a runbook as its page draws it: pairs of languages side by side, entries as cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.forms import BoundField, CheckboxInput, Form
from django.utils.safestring import SafeString

from core.console.tables import Text
from operations.runbooks.admin.edit_draft import DraftForm
from operations.runbooks.admin.edit_entries import MOST, PARAMETER, EntryForm, RungForm, StepForm
from operations.runbooks.admin.labels import ENTRIES, FIELDS
from operations.runbooks.admin.linked import prose
from operations.runbooks.admin.texts import KINDS, LANGUAGE_NAMES, language_here, role_name
from operations.runbooks.content.document import LANGUAGES

Problems = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field. `language` where it is one of a pair; `preview` where its Markdown is shown."""

    field: BoundField
    problems: Sequence[str]
    language: str = ""
    language_name: Text = ""
    markdown: bool = False
    checkbox: bool = False
    preview: SafeString | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands beside each other: one field, or one in each language. `kind`: shown only for this kind of step."""

    label: Text
    cells: Sequence[Cell]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a list."""

    ident: str
    number: int
    title: str
    note: Text
    lines: Sequence[Line]
    problems: Sequence[str]
    is_open: bool
    is_first: bool
    is_last: bool
    does: Mapping[str, str]  # what its buttons send


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One list; `problems` are about all of it, as that it is empty."""

    name: str
    title: Text
    entry: Text
    cards: Sequence[Card]
    problems: Sequence[str]
    has_room: bool

    @property
    def adds(self) -> str:
        """What its button for another entry sends."""
        return f"{self.name}:add"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """The head in three parts, and the lists."""

    names: Sequence[Line]
    texts: Sequence[Line]
    others: Sequence[Line]
    sections: Sequence[Section] = field(default_factory=tuple)


def edit_page(form: DraftForm, problems: Problems, *, slug: str, previewed: bool = False) -> EditPage:
    """The form with what is wrong at its fields; `previewed`: with each Markdown text as it will look."""
    draw = _Drawing(problems, slug, previewed=previewed)
    head = form.head
    return EditPage(
        names=[*([draw.line(head, "slug")] if "slug" in head.fields else []), *draw.lines(head, "title", "summary")],
        others=draw.lines(head, "owner", "review_due", "territories", "alerts", "keywords"),
        texts=draw.lines(head, "context", "routine"),
        sections=[
            Section(
                name=name,
                title=FIELDS[name],
                entry=ENTRIES[name],
                cards=[
                    _card(draw, entry, number, len(entries), is_open=entry.prefix in form.open)
                    for number, entry in enumerate(entries)
                ],
                problems=problems.get(name, ()),
                has_room=len(entries) < MOST[name],
            )
            for name, entries in form.lists.items()
        ],
    )


def _card(draw: "_Drawing", entry: EntryForm, number: int, count: int, *, is_open: bool) -> Card:
    names = list(dict.fromkeys(_base(name) for name in entry.fields))
    lines = draw.lines(entry, *names)
    own = draw.problems.get(entry.prefix or "", ())
    wrong = bool(own) or any(cell.problems or cell.field.errors for line in lines for cell in line.cells)
    return Card(
        ident=entry.prefix or "",
        number=number + 1,
        title=_title(entry),
        note=KINDS.get(entry.said("kind"), "") if isinstance(entry, StepForm) else "",
        lines=lines,
        problems=own,
        is_open=is_open or wrong,
        is_first=number == 0,
        is_last=number == count - 1,
        does={action: f"{entry.name}:{action}:{number}" for action in ("up", "down", "remove", "refresh")},
    )


def _title(entry: EntryForm) -> str:
    """By what people know an entry while it is folded up: of a rung the role."""
    if isinstance(entry, RungForm):
        return role_name(entry.said("role")) if entry.said("role") else ""
    return str(entry[f"{entry.title_from}_{language_here()}"].value() or "")


def _base(name: str) -> str:
    """The name of a field without its language."""
    base, _mark, language = name.rpartition("_")
    return base if language in LANGUAGES else name


@dataclass(frozen=True, slots=True)
class _Drawing:
    problems: Problems
    slug: str
    previewed: bool

    def lines(self, form: Form, *names: str) -> list[Line]:
        return [self.line(form, name) for name in names]

    def line(self, form: Form, name: str) -> Line:
        if name in form.fields:
            cells = [self._cell(form[name])]
        else:
            cells = [self._cell(form[f"{name}_{language}"], language) for language in LANGUAGES]
        kind = "check" if name == "check" or name.startswith(PARAMETER) else "command" if name == "command" else ""
        return Line(label=cells[0].field.label, cells=cells, kind=kind if isinstance(form, StepForm) else "")

    def _cell(self, bound: BoundField, language: str = "") -> Cell:
        widget = bound.field.widget
        markdown = "data-markdown" in widget.attrs
        text = str(bound.value() or "") if markdown and self.previewed else ""
        return Cell(
            field=bound,
            problems=self.problems.get(bound.auto_id or "", ()),
            language=language,
            language_name=LANGUAGE_NAMES.get(language, ""),
            markdown=markdown,
            checkbox=isinstance(widget, CheckboxInput),
            preview=prose(text, self.slug) if text else None,
        )
