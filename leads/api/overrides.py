"""Changes that would end or revive protection: shown before they are made, and confirmed by who may override."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from core.models import User
from leads.api.serializers.protection import PreviewSerializer, ReadingSerializer
from leads.errors import OverrideNeeded
from leads.services.guard import Preview, preview_change


def preview_of(lead_id: int, user: User, change: Callable[[], object]) -> dict[str, Any]:
    """What `change` (a call of a service, without an override) would do, as JSON. Raises what the change refuses."""
    preview = preview_change(lead_id, change)
    return dict(PreviewSerializer(preview, context={"confirmation": _confirmation(preview, user)}).data)


@contextmanager
def explained_override(user: User) -> Iterator[None]:
    """Make OverrideNeeded say what it takes to decide: both readings, and the confirmation for who may override."""
    try:
        yield
    except OverrideNeeded as needed:
        preview = Preview(needed.before, needed.after, needs_override=True)
        needed.params = {
            "before": ReadingSerializer(needed.before).data,
            "after": ReadingSerializer(needed.after).data,
            "confirmation": _confirmation(preview, user),
        }
        raise


def _confirmation(preview: Preview, user: User) -> str | None:
    return preview.confirmation if preview.needs_override and user.has_perm("leads.override_protection") else None
