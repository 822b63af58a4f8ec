"""Which release this is, as far as it words and renders runbooks: a digest of its code."""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

# Everything that an answer of the library is made by, and more: better a text too often than an old one.
PACKAGES: Final = ("core", "operations.runbooks")


def digest_of_code(packages: Sequence[str]) -> str:
    """SHA-256 of the modules in packages and below, in hexadecimal; of what is compiled where there are no sources."""
    digest = hashlib.sha256()
    for package in packages:
        for path, code in sorted(_modules(files(package), package)):
            digest.update(f"{path}\0{len(code)}\0".encode())
            digest.update(code)
    return digest.hexdigest()


def _modules(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir() and each.name != "__pycache__":
            yield from _modules(each, f"{path}/{each.name}")
        elif each.name.endswith((".py", ".pyc")):
            yield f"{path}/{each.name}", each.read_bytes()


# When the process starts: a later release may be put in place while this one still answers.
RELEASE: Final = digest_of_code(PACKAGES)
