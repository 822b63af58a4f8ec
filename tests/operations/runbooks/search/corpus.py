"""The runbooks of docs/runbooks, published."""

from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from freshops.environment import BASE_DIR
from operations.runbooks.content.document import digest_of
from operations.runbooks.content.files import parse_file
from operations.runbooks.models import Runbook, RunbookVersion, VersionState
from operations.runbooks.services.indexing import rebuild_index

FOLDER: Path = BASE_DIR / "docs" / "runbooks"


def publish_corpus() -> None:
    """Each as the newest version of its runbook, and the index made of them; their form is tested elsewhere."""
    for path in sorted(FOLDER.glob("*.md")):
        content = parse_file(path.read_text(encoding="utf-8"))
        runbook, _ = Runbook.objects.get_or_create(slug=content["slug"])
        newest = runbook.versions.aggregate(number=Max("number"))["number"] or 0
        RunbookVersion.objects.create(
            runbook=runbook,
            number=newest + 1,
            state=VersionState.PUBLISHED,
            content=content,
            digest=digest_of(content),
            published_at=timezone.now(),
        )
    rebuild_index()
