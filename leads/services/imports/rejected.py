"""Keeping rejected rows, so that nothing vanishes, and giving them back as a file."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import get_language, gettext, override

from leads.imports.columns import Columns
from leads.imports.judge import Verdict
from leads.imports.reasons import Reason, from_json, join_texts
from leads.models import LeadImport, LeadImportRow


def keep_rejected(lead_import: LeadImport, columns: Columns, rejections: Iterable[Verdict]) -> int:
    """Store rejected rows as they stand in the file, without the reasons of an earlier rejection; how many."""
    return len(
        LeadImportRow.objects.bulk_create(
            [
                LeadImportRow(
                    lead_import=lead_import,
                    number=verdict.source.number,
                    cells=columns.without_rejections(verdict.source.cells),
                    code=verdict.reasons[0].code,
                    reasons=[reason.as_json() for reason in verdict.reasons],
                    lead_id=verdict.lead_id,
                )
                for verdict in rejections
            ],
            batch_size=1000,
        )
    )


def rejected_lines(lead_import: LeadImport) -> Iterator[list[str]]:
    """The lines of the file of rejected rows: the header and each row, with a column that says why.

    The reasons are in the language in force when it is called, and name nobody: the file may be passed on.
    """
    rows = lead_import.rejected_rows.order_by("number")
    widest = max((len(cells) for cells in rows.values_list("cells", flat=True).iterator()), default=0)
    kept = ((row.cells, from_json(row.reasons)) for row in rows.iterator(chunk_size=1000))
    return _lines(lead_import.header, kept, widest, get_language())


def rejection_lines(columns: Columns, rejections: Sequence[Verdict]) -> Iterator[list[str]]:
    """The same of rejections that were not kept, those of a trial run."""
    rows = [(columns.without_rejections(each.source.cells), each.reasons) for each in rejections]
    widest = max((len(cells) for cells, _reasons in rows), default=0)
    return _lines(columns.without_rejections(columns.header), rows, widest, get_language())


def _lines(
    header: list[str], rows: Iterable[tuple[list[str], list[Reason]]], widest: int, language: str | None
) -> Iterator[list[str]]:
    # The reason comes after the widest row: a cell that has slipped out of the table must not end up below it.
    width = max(len(header), widest)
    with override(language):
        title = gettext("Rejection reason")
    yield [*header, *[""] * (width - len(header)), title]
    for cells, reasons in rows:
        with override(language):  # not around the yield: lines are read after the request, when its language is over
            why = join_texts(reasons)
        yield [*cells, *[""] * (width - len(cells)), why]
