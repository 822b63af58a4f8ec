"""How much a file may hold. What is bigger is refused in words; an import never stops for want of memory."""

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
# In the admin a person waits for the preview.
MAX_UPLOADED_ROWS = 20_000
MAX_COLUMNS = 200
# A workbook is compressed: a few bytes can unfold to gigabytes.
MAX_UNPACKED_BYTES = 150 * 1024 * 1024

# Rows that are locked, judged and committed together; between two chunks an import can stop.
CHUNK_ROWS = 200
# Files up to this many rows are imported while the person waits; longer ones by a worker.
DIRECT_ROWS = 1_000
