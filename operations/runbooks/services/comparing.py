"""Runbooks as files against those in the database, with what both last had in common as the base."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum

from operations.runbooks.content.document import Content, digest_of
from operations.runbooks.content.files import render_file
from operations.runbooks.models import Runbook, RunbookVersion, VersionState


class Standing(StrEnum):
    """How a runbook's file and the database stand to each other."""

    IN_SYNC = "in sync"
    FILE_CHANGED = "changed in the file"
    DATABASE_CHANGED = "changed in the database"
    FILE_GONE = "file is gone"
    CONFLICT = "changed in both"
    DRAFT_IN_THE_WAY = "changed in the file, with a draft in the database"


@dataclass(frozen=True, slots=True)
class Entry:
    """One runbook: its file, what is published, its draft; each None where there is none."""

    slug: str
    base: str
    file: Content | None
    published: RunbookVersion | None
    draft: RunbookVersion | None

    @property
    def standing(self) -> Standing:
        """Who has changed since both were the same."""
        in_file = digest_of(self.file) if self.file is not None else None
        here = self.published.digest if self.published is not None else None
        if in_file == here:
            return Standing.IN_SYNC
        if in_file is None:
            return Standing.FILE_GONE if self.base else Standing.DATABASE_CHANGED
        if here is None or self.base == here:
            return Standing.DRAFT_IN_THE_WAY if self.draft_differs else Standing.FILE_CHANGED
        return Standing.DATABASE_CHANGED if self.base == in_file else Standing.CONFLICT

    @property
    def draft_differs(self) -> bool:
        """Whether there is a file, and a draft that says something else."""
        return self.file is not None and self.draft is not None and self.draft.digest != digest_of(self.file)

    def difference(self) -> Iterator[str]:
        """From the database (of a draft in the way: from that) to the file, as lines of a unified diff."""
        is_draft = self.standing is Standing.DRAFT_IN_THE_WAY
        version = self.draft if is_draft else self.published
        here = _lines(version.content if version is not None else None)
        name = f"{version.reference}{' (draft)' if is_draft else ''}" if version is not None else "nothing"
        return unified_diff(here, _lines(self.file), name, f"{self.slug}.md", lineterm="")


def compare(documents: dict[str, Content], slugs: Collection[str] = ()) -> list[Entry]:
    """Each runbook that has a file or was ever published, by slug; `slugs`: only those."""
    runbooks = {each.slug: each for each in Runbook.objects.all()}
    published = {each.runbook.slug: each for each in RunbookVersion.objects.current()}
    drafts = {
        each.runbook.slug: each
        for each in RunbookVersion.objects.select_related("runbook").filter(state=VersionState.DRAFT)
    }
    wanted = sorted((documents.keys() | published.keys()) & (set(slugs) or documents.keys() | published.keys()))
    return [
        Entry(
            slug,
            runbooks[slug].synced_digest if slug in runbooks else "",
            documents.get(slug),
            published.get(slug),
            drafts.get(slug),
        )
        for slug in wanted
    ]


def _lines(content: Content | None) -> list[str]:
    """As a file; what is no runbook yet, as a draft may be, field by field."""
    if content is None:
        return []
    try:
        return render_file(content).splitlines()
    except (KeyError, ValueError):
        return [f"{name}: {value!r}" for name, value in content.items()]
