"""The form of a runbook as a browser would send it."""

from typing import Any
from xml.etree.ElementTree import Element

from tests.leads.admin.desk import Page
from tests.leads.admin.document import by_id

Sent = dict[str, Any]


def sent_by(shown: Page, **changes: Any) -> Sent:
    """Every field of the page's form with its value, and `changes` to them (`title_de`, `steps_0_id` for steps-0-id).

    A change to None leaves the field out.
    """
    found = fields_of(by_id(shown.root, "runbook-form"))
    for name, value in changes.items():
        key = _key(name, found)
        if value is None:
            found.pop(key, None)
        else:
            found[key] = value
    return found


def _key(name: str, found: Sent) -> str:
    candidates = [key for key in found if key.replace("-", "_") == name]
    return candidates[0] if candidates else name


def fields_of(form: Element) -> Sent:
    """What a form would send without a button."""
    sent: Sent = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if not name or kind == "submit":
            continue
        if element.tag == "select":
            chosen = [option.get("value", "") for option in element.iter("option") if "selected" in option.attrib]
            sent[name] = chosen[0] if chosen else ""
        elif element.tag == "textarea":
            sent[name] = (element.text or "").removeprefix("\n")
        elif kind == "checkbox":
            if "checked" in element.attrib:
                sent.setdefault(name, []).append(element.get("value", "on"))
        else:
            sent[name] = element.get("value", "")
    return sent


def cards(shown: Page, name: str = "steps") -> list[str]:
    """The ids of the entries of a list, in their order."""
    sent = sent_by(shown)
    return [sent[f"{name}-{number}-id"] for number in range(int(sent[f"{name}-count"]))]
