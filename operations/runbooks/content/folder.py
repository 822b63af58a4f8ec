"""The folder of runbooks as files: read whole, written one by one, each all or not at all."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from operations.runbooks.content.document import Content, digest_of
from operations.runbooks.content.files import DocumentError, parse_file, render_file


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: in which file (or runbook), where in it (a JSON pointer, or empty), and why."""

    where: str
    pointer: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.where}{self.pointer}" if self.pointer else self.where
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Folder:
    """What was found: documents by slug, and what could not be read."""

    documents: dict[str, Content] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def path_of(folder: Path, slug: str) -> Path:
    """The file of a runbook."""
    return folder / f"{slug}.md"


def read_folder(folder: Path) -> Folder:
    """Every `<slug>.md` in the folder; one that does not exist is empty."""
    documents: dict[str, Content] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        try:
            content = parse_file(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            problems.append(Problem(path.name, "", _("The file is not text in UTF-8.")))
        except DocumentError as error:
            problems.append(Problem(path.name, "", str(error)))
        else:
            if content.get("slug") == path.stem:
                documents[path.stem] = content
            else:
                told = _("This must be the name of the file: “%(stem)s”, not “%(slug)s”.")
                reason = told % {"stem": path.stem, "slug": content.get("slug", "")}
                problems.append(Problem(path.name, "/slug", reason))
    return Folder(documents, problems)


def write_document(folder: Path, content: Content) -> Path:
    """Write the file of a document, in one move; its path. DocumentError for one that could not be read back."""
    text = render_file(content)
    if digest_of(parse_file(text)) != digest_of(content):
        raise DocumentError(
            _("“%s” cannot be written as a file: it would not be the same when read.") % content["slug"]
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = path_of(folder, content["slug"])
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    # Beside it, so that the move stays on one file system.
    handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path
