"""What is wrong with files of manifests, each fault with its place."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from seasonal.scaling.rendering import documents_in, year_of
from seasonal.scaling.scaled_objects import YEAR
from seasonal.scaling.simulation import TriggerError, check_trigger
from seasonal.scaling.validation import OURS, Schemas

KINDS = {
    "Deployment": "apps/v1",
    "Service": "v1",
    "PodDisruptionBudget": "policy/v1",
    "ScaledObject": "keda.sh/v1alpha1",
}


def faults_in(files: Mapping[str, str], *, year: int | None, this_year: int) -> list[str]:
    """Faults of files that are to be of `year`, or where that is None, of any year from `this_year` on."""
    if not files:
        return [_("There are no files.")]
    return [f"{name}: {fault}" for name, text in sorted(files.items()) for fault in _file(text, year, this_year)]


def _file(text: str, year: int | None, this_year: int) -> Iterator[str]:
    try:
        documents = documents_in(text)
    except yaml.YAMLError as error:
        yield _("no YAML: %s") % " ".join(str(error).split())
        return
    yield from _year(year_of(text), year, this_year)
    for document in documents:
        if not isinstance(document, dict) or KINDS.get(document.get("kind", "")) != document.get("apiVersion"):
            yield _("a document that is none of: %s") % ", ".join(KINDS)
        elif document["kind"] == "ScaledObject":
            yield from ours().faults(document) or _triggers(document, year_of(text))


def _year(said: int | None, year: int | None, this_year: int) -> Iterator[str]:
    if said is None:
        yield _("its head does not say of which year it is. Render it again.")
    elif year is not None and said != year:
        yield _("it has the dates of %(said)s, not of %(year)s. Render it again.") % {"said": said, "year": year}
    elif said < this_year:
        yield _("it has the dates of %(said)s, which is over. Render it again.") % {"said": said}


def _triggers(document: Mapping[str, Any], said: int | None) -> Iterator[str]:
    """Cron expressions that nobody could simulate, and an annotation that says another year than the head."""
    if document["metadata"].get("annotations", {}).get(YEAR) != str(said):
        yield _("the annotation %(name)s says another year than its head. Render it again.") % {"name": YEAR}
    for trigger in document["spec"]["triggers"]:
        if trigger["type"] == "cron":
            try:
                check_trigger(trigger)
            except TriggerError as error:
                yield str(error)


@cache
def ours() -> Schemas:
    """The schemas that come with the project, read once."""
    return Schemas(OURS)
