"""Open whatever was uploaded, by what it is and not by what it is called."""

from django.utils.translation import gettext_lazy as _

from leads.imports.csv_file import open_csv
from leads.imports.errors import FileRefused, too_many_bytes, too_many_rows
from leads.imports.limits import MAX_BYTES
from leads.imports.table import Table
from leads.imports.xlsx_file import open_xlsx

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def open_table(content: bytes) -> Table:
    """The table in a CSV or XLSX file. FileRefused says in words why there is none."""
    if len(content) > MAX_BYTES:
        raise too_many_bytes(MAX_BYTES)
    if content.startswith(_OLE):
        raise FileRefused(
            _("This is an old or encrypted Excel file. Save it as .xlsx without a password, or as CSV."),
            code="xls_or_encrypted",
        )
    if content.startswith(_PDF):
        raise FileRefused(_("This is a PDF. Choose a CSV or XLSX file."), code="not_text")
    return open_xlsx(content) if content.startswith(_ZIP) else open_csv(content)


def count_rows(table: Table, max_rows: int) -> int:
    """How many rows there are, having read all of them: a file that breaks at its end is refused at the beginning."""
    count = 0
    for count, _row in enumerate(table.rows(), start=1):
        if count > max_rows:
            raise too_many_rows(max_rows)
    if not count:
        raise FileRefused(_("The file holds a header and no rows."), code="no_rows")
    return count
