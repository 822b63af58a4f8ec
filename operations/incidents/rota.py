"""Who is reached for a responsibility: whoever is on call, else its emergency contacts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.models import User
from core.models.user import Language
from operations.incidents.models import OnCallShift
from operations.runbooks.models import Contact
from operations.runbooks.responsibilities import Responsibility


@dataclass(frozen=True, slots=True)
class Reached:
    """A person or a desk with an address. `on_call`: by the rota, not as an emergency contact."""

    name: str
    address: str
    language: str
    phone: str = ""
    on_call: bool = False


def people_for(responsibility: str, at: datetime, *, without: Collection[str] = ()) -> list[Reached]:
    """Whoever is on call for it at `at` (aware) and has an address, else its emergency contacts in their order.

    Empty: nobody can be reached by mail. Contacts with a telephone alone are not in it, nor are addresses `without`.
    """
    running = OnCallShift.objects.of(responsibility).at(at).select_related("user").filter(user__is_active=True)
    shift = running.exclude(user__email__in=["", *without]).first()
    if shift is not None:
        return [Reached(str(shift.user), shift.user.email, shift.user.language, on_call=True)]
    found = Contact.objects.filter(role=responsibility).exclude(email__in=["", *without])
    contacts = list(found.order_by("rank", "name"))
    languages = dict(User.objects.filter(email__in=[each.email for each in contacts]).values_list("email", "language"))
    return [
        Reached(each.name, each.email, languages.get(each.email, Language.GERMAN), phone=each.phone)
        for each in contacts
    ]


def reached_for(responsibility: str, at: datetime, *, without: Collection[str] = ()) -> tuple[str, list[Reached]]:
    """Whom a page for `responsibility` goes to, and as whose: where nobody is reached, the operations lead, then
    management. An empty list: nobody at all."""
    for role in dict.fromkeys((responsibility, Responsibility.OPERATIONS_LEAD.value, Responsibility.MANAGEMENT.value)):
        people = people_for(role, at, without=without)
        if people:
            return role, people
    return responsibility, []
