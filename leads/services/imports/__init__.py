"""Importing leads: upload and preview, start, run, stop."""

from leads.services.imports.lifecycle import can_continue, discard_import, start_import, stop_import
from leads.services.imports.preview import Preview, preview_rows
from leads.services.imports.rejected import rejected_lines, rejection_lines
from leads.services.imports.running import run_import
from leads.services.imports.uploads import complete_defaults, create_import, open_import

__all__ = [
    "Preview",
    "can_continue",
    "complete_defaults",
    "create_import",
    "discard_import",
    "open_import",
    "preview_rows",
    "rejected_lines",
    "rejection_lines",
    "run_import",
    "start_import",
    "stop_import",
]
