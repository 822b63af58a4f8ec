"""The whole form of a runbook: its head, and the entries of its lists."""

from django.http import QueryDict

from operations.runbooks.admin.edit_entries import ENTRY_FORMS, EntryForm
from operations.runbooks.admin.edit_head import HeadForm
from operations.runbooks.admin.edit_rows import OPEN, count_of
from operations.runbooks.admin.shape import shaped
from operations.runbooks.content.document import Content


class DraftForm:
    """A document to edit, or what was typed about it (`data`)."""

    def __init__(self, content: Content, *, is_new: bool = False, data: QueryDict | None = None) -> None:
        present = shaped(content)
        self.head = HeadForm(present, is_new=is_new, data=data)
        self.lists: dict[str, list[EntryForm]] = {
            kind.name: [
                kind(
                    _present(kind.name, present, number),
                    prefix=f"{kind.name}-{number}",
                    stored=present[kind.name],
                    data=data,
                )
                for number in range(len(present[kind.name]) if data is None else count_of(data, kind.name))
            ]
            for kind in ENTRY_FORMS
        }
        self.open = {
            entry.prefix
            for entries in self.lists.values()
            for entry in entries
            if data is not None and data.get(f"{entry.prefix}-{OPEN}")
        }

    def is_valid(self) -> bool:
        """Whether what was typed can be kept; that it makes a right runbook is another question."""
        forms = [self.head, *(entry for entries in self.lists.values() for entry in entries)]
        valid = [form.is_valid() for form in forms]  # each of them, so that each says what is wrong
        return all(valid)

    def content(self) -> Content:
        """The document, once the form is valid."""
        lists = {name: [entry.content() for entry in entries] for name, entries in self.lists.items()}
        return {**self.head.content(), **lists}


def _present(name: str, present: Content, number: int) -> Content:
    """The stored entry at this place: what it fixes is offered while its check is the one that is chosen.

    One that was added has none.
    """
    entries: list[Content] = present[name]
    return entries[number] if number < len(entries) else shaped({name: [{}]})[name][0]
