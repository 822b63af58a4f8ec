"""Folders of runbooks, and the command on them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operations.runbooks.content.document import Content
from operations.runbooks.content.folder import path_of, write_document
from operations.runbooks.models import RunbookVersion
from tests.operations.runbooks.documents import both, document


class Files:
    """A folder with files of runbooks, and the command on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = ""

    def write(self, slug: str = "coffee", title: str = "Coffee machine", **changes: Any) -> Content:
        """The file of a valid runbook of this title."""
        content = document(slug, title=both(title), **changes)
        write_document(self.folder, content)
        return content

    def text(self, slug: str = "coffee") -> str:
        return path_of(self.folder, slug).read_text()

    def sync(self, *arguments: str) -> str:
        """Run the command to a good end; what it said."""
        out = StringIO()
        call_command("sync_runbooks", *arguments, folder=self.folder, stdout=out)
        return out.getvalue()

    def fail(self, *arguments: str) -> str:
        """Run the command, which must fail; what it said, the reason last."""
        out = StringIO()
        with pytest.raises(CommandError) as refused:
            call_command("sync_runbooks", *arguments, folder=self.folder, stdout=out)
        assert refused.value.returncode == 1
        return out.getvalue() + str(refused.value)


def current() -> dict[str, str]:
    """What is published: English titles by reference."""
    return {each.reference: each.content["title"]["en"] for each in RunbookVersion.objects.current()}
