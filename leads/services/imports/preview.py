"""What an import would do: the same judgement, without writing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from core.models import User
from leads.imports.judge import Judge, Outcome, Verdict
from leads.imports.limits import CHUNK_ROWS
from leads.imports.rows import LeadRow
from leads.imports.table import SourceRow, Table

SAMPLE_ROWS = 20


@dataclass
class Preview:
    """How many rows would be registered or are known, and every row that would be rejected."""

    registered: int = 0
    known: int = 0
    rejections: list[Verdict] = field(default_factory=list)
    # The first of the rows that would be registered.
    first: list[LeadRow] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return len(self.rejections)

    @property
    def rows_done(self) -> int:
        return self.registered + self.known + self.rejected

    def count(self, verdict: Verdict) -> None:
        """Add one row."""
        if verdict.outcome is Outcome.REJECTED:
            self.rejections.append(verdict)
        elif verdict.outcome is Outcome.KNOWN:
            self.known += 1
        else:
            self.registered += 1
            if verdict.lead is not None and len(self.first) < SAMPLE_ROWS:
                self.first.append(verdict.lead)


def preview_rows(table: Table, judge: Judge, *, on_progress: Callable[[Preview], None] | None = None) -> Preview:
    """Judge all rows and change nothing; `on_progress` is called after every chunk."""
    preview = Preview()
    for chunk in chunks(table.rows()):
        for verdict in judge.decide(judge.read(chunk)):
            preview.count(verdict)
        if on_progress:
            on_progress(preview)
    return preview


def sample_of(preview: Preview) -> list[dict[str, str | int]]:
    """The first rows that would be registered, as plain JSON; `registered_at` in ISO format, UTC."""
    owners = dict(User.objects.filter(pk__in={row.owner_id for row in preview.first}).values_list("pk", "username"))
    return [
        {
            **{name: value for name, value in asdict(row).items() if name != "owner_id"},
            "owner": owners[row.owner_id],
            "registered_at": row.registered_at.isoformat(),
        }
        for row in preview.first
    ]


def chunks(rows: Iterable[SourceRow]) -> Iterator[list[SourceRow]]:
    """The rows in lists of CHUNK_ROWS."""
    source = iter(rows)
    while chunk := list(islice(source, CHUNK_ROWS)):
        yield chunk
