"""Manifests to take home."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse

# Of every file: the same files give the same archive.
_WRITTEN = (1980, 1, 1, 0, 0, 0)


def zip_response(files: Mapping[int, Mapping[str, str]], name: str) -> HttpResponse:
    """An archive with a folder for each year, sent as a file of that name."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for year, texts in sorted(files.items()):
            for file, text in sorted(texts.items()):
                entry = ZipInfo(f"k8s-{year}/{file}", _WRITTEN)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, text)
    response = HttpResponse(held.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
