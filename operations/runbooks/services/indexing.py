"""Making published versions findable."""

from collections.abc import Sequence

from operations.runbooks.models import RunbookVersion


def index_versions(*, versions: Sequence[RunbookVersion]) -> None:
    """Have search find these versions, and no longer the ones that they take the place of. In a transaction."""
