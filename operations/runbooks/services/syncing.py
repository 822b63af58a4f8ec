"""Bringing runbooks as files and those in the database in line, both ways; what changed in both is for people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from operations.runbooks.content.document import Anchors, Content, anchors_of
from operations.runbooks.content.folder import Problem, path_of, read_folder, write_document
from operations.runbooks.content.validation import problems_of
from operations.runbooks.models import Origin, Runbook, RunbookVersion
from operations.runbooks.services.comparing import Entry, Standing, compare
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_drafts

Preferred = Literal["file", "database"]
_OPEN = {Standing.CONFLICT, Standing.DRAFT_IN_THE_WAY}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and what was done. With `problems` nothing was done; `conflicts` were left alone."""

    entries: Sequence[Entry]
    problems: Sequence[Problem] = ()
    conflicts: Sequence[Entry] = ()
    published: Sequence[RunbookVersion] = ()
    written: Sequence[Path] = ()
    # To be written, but that was not asked for.
    waiting: Sequence[Entry] = field(default=())


class UnknownRunbook(DomainError):
    """A runbook that was asked for is neither a file nor in the database."""

    code = "unknown_runbook"
    status = 404


class _Refused(Exception):
    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems


def compare_with_files(*, folder: Path, slugs: Collection[str] = ()) -> Outcome:
    """How files and database stand, with nothing done; all runbooks, or these. UnknownRunbook for one that is not."""
    found = read_folder(folder)
    problems = [each for each in found.problems if not slugs or Path(each.where).stem in slugs]
    entries = compare(found.documents, slugs)
    known = {entry.slug for entry in entries} | {Path(each.where).stem for each in problems}
    if unknown := sorted(set(slugs) - known):
        raise UnknownRunbook(_("There is no such runbook, neither in a file nor published: %s.") % ", ".join(unknown))
    return Outcome(entries, problems, [entry for entry in entries if entry.standing in _OPEN])


def sync_runbooks(
    *, folder: Path, slugs: Collection[str] = (), write: bool = False, prefer: Preferred | None = None
) -> Outcome:
    """Publish what changed in files only, and with `write` write what changed in the database only.

    What came in files is published together, or nothing of it where anything is wrong with any. What changed in both,
    and a draft that a file would take the place of, is a conflict, for which nothing is done at all; unless `prefer`
    says whose counts: with "file", the file is published, and a draft kept as the next version's; with "database",
    the file is written anew. What was published is never taken back: a file that is gone comes again with `write`.
    Raises UnknownRunbook, and OSError where a file cannot be written.
    """
    try:
        with transaction.atomic():
            # In one order, and before anything is compared: nobody publishes meanwhile.
            list(Runbook.objects.select_for_update(no_key=True).order_by("pk"))
            found = compare_with_files(folder=folder, slugs=slugs)
            if found.problems or (found.conflicts and prefer is None):
                return found
            return _apply(found, folder, write=write, prefer=prefer)
    except _Refused as refused:
        return Outcome(found.entries, refused.problems)


def _apply(found: Outcome, folder: Path, *, write: bool, prefer: Preferred | None) -> Outcome:
    from_files = {Standing.FILE_CHANGED} | (_OPEN if prefer == "file" else set())
    to_files = {Standing.DATABASE_CHANGED, Standing.FILE_GONE}
    published = _publish([entry for entry in found.entries if entry.standing in from_files])
    written, waiting, unsolved = [], [], []
    for entry in found.entries:
        if entry.published is not None and entry.standing in to_files and not write:
            waiting.append(entry)
        elif entry.published is not None and entry.standing in to_files | (_OPEN - from_files):
            written.append(write_document(folder, entry.published.content))
            _note_base(entry.slug, entry.published.digest)
        elif entry.standing in _OPEN - from_files:  # a draft of what was never published: there is nothing to write
            unsolved.append(entry)
        elif entry.standing is Standing.IN_SYNC and entry.published is not None:
            _note_base(entry.slug, entry.published.digest)
    return Outcome(found.entries, conflicts=unsolved, published=published, written=written, waiting=waiting)


def _publish(entries: Sequence[Entry]) -> Sequence[RunbookVersion]:
    contents = {entry.slug: entry.file for entry in entries if entry.file is not None}
    if problems := _problems_of(contents):
        raise _Refused(problems)
    # Whatever else stands between file and database: what somebody is writing is never lost.
    kept = [entry.draft for entry in entries if entry.draft and entry.draft_differs]
    RunbookVersion.objects.filter(pk__in=[draft.pk for draft in kept]).delete()
    try:
        for entry in entries:
            if entry.file is not None:
                # Begun since it was compared, as only that of a new runbook can be, it is not written over either.
                expected = "" if entry.draft is None or entry.draft_differs else entry.draft.digest
                save_draft(content=entry.file, actor=None, origin=Origin.FILE, expected_digest=expected)
        versions = publish_drafts(slugs=list(contents), actor=None)
    except DomainError as error:
        raise _Refused([Problem(", ".join(f"{slug}.md" for slug in contents), "", str(error))]) from error
    for draft in kept:
        save_draft(content=draft.content, actor=draft.created_by, note=draft.note, origin=draft.origin)
    for version in versions:
        _note_base(version.runbook.slug, version.digest)
    return versions


def _problems_of(contents: dict[str, Content]) -> list[Problem]:
    """Everything that is wrong with documents which are to be published together."""
    present = dict(RunbookVersion.objects.current().values_list("runbook__slug", "content"))
    anchors: Anchors = {slug: _anchors(content) for slug, content in (present | contents).items()}
    return [
        Problem(path_of(Path(), slug).name, fault.pointer, fault.reason)
        for slug, content in contents.items()
        for fault in problems_of(content, anchors)
    ]


def _anchors(content: Content) -> set[str]:
    try:
        return anchors_of(content)
    except (KeyError, TypeError):  # ill-formed, which is told by itself
        return set()


def _note_base(slug: str, digest: str) -> None:
    Runbook.objects.filter(slug=slug).exclude(synced_digest=digest).update(synced_digest=digest)
