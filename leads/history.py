"""History by database triggers: bulk changes, plain SQL and jobs are in it too."""

from collections.abc import Callable, Iterable

import pghistory
import pgtrigger
from django.db import models


def tracked(
    *, by: str = "lead", exclude: Iterable[str] = (), model_name: str | None = None
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: keep every inserted, updated and deleted row of a model, with who and from where.

    Statement-level triggers, so that a COPY of 100,000 rows costs one INSERT more and not 100,000.
    `by` is the event's column that history is looked up by, the only one with an index: every change pays for each.
    `exclude` names columns that hold nothing a person decided, generated ones for example. `model_name`: what the
    history's model is called, where `<Model>Event` is something else.
    """
    track: Callable[[type[models.Model]], type[models.Model]] = pghistory.track(
        pghistory.InsertEvent("insert", level=pgtrigger.Statement),
        pghistory.UpdateEvent("update", level=pgtrigger.Statement),
        pghistory.DeleteEvent("delete", level=pgtrigger.Statement),
        exclude=list(exclude),
        model_name=model_name,
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        obj_field=pghistory.ObjForeignKey(related_name="history", db_constraint=False, db_index=by == "pgh_obj"),
        meta={} if by == "pgh_obj" else {"indexes": [models.Index(fields=[by], name=f"%(class)s_{by}")]},
    )
    return track
