"""What leads from pages of other apps into runbooks."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest

from operations.runbooks.addresses import read_address
from operations.runbooks.deep_links import PAGES
from operations.runbooks.models import Runbook

register = template.Library()


@dataclass(frozen=True, slots=True)
class RunbookLink:
    """Where the runbook of a page is read, from the step that fits."""

    url: str


@register.simple_tag(takes_context=True)
def runbook_link(context: template.Context) -> RunbookLink | None:
    """The runbook of a list or of an object's page, by its model; the checks of a lead's are filled in with its id.

    None where there is none, where it is not published, and for whoever may not read runbooks. Costs one query, on
    the pages that have one.
    """
    changelist, original = context.get("cl"), context.get("original")
    options = changelist.opts if changelist else context.get("opts")
    model = str(getattr(options, "label_lower", ""))
    page = PAGES.get(model)
    request: HttpRequest | None = context.get("request")
    if page is None or request is None or context.get("is_popup") or not request.user.has_perm("runbooks.view_runbook"):
        return None
    if not Runbook.objects.published().filter(slug=page.runbook).exists():
        return None
    lead_id = original and (original.pk if model == "leads.lead" else getattr(original, "lead_id", None))
    query = f"?{urlencode({'lead_id': lead_id})}" if lead_id else ""
    address, _mark, anchor = read_address(page.runbook, page.step).partition("#")
    return RunbookLink(address + query + (f"#{anchor}" if anchor else ""))
