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


# Who stands in where nobody of a responsibility is reached, in this order.
STAND_INS = (
    Responsibility.OPERATIONS_LEAD.value,
    Responsibility.OPERATIONS_ON_CALL.value,
    Responsibility.MANAGEMENT.value,
)


def people_for(responsibility: str, at: datetime, *, without: Collection[str] = ()) -> list[Reached]:
    """Whoever is on call for it at `at` (aware) and has an address, else its emergency contacts in their order.

    Empty: nobody can be reached by mail. Contacts with a telephone alone are not in it, nor are addresses `without`,
    however they are written.
    """
    barred = {"", *(address.casefold() for address in without)}
    running = OnCallShift.objects.of(responsibility).at(at).select_related("user").filter(user__is_active=True)
    shift = running.first()  # there is one at most
    if shift is not None and shift.user.email.casefold() not in barred:
        return [Reached(str(shift.user), shift.user.email, shift.user.language, on_call=True)]
    found = Contact.objects.filter(role=responsibility).order_by("rank", "name")
    contacts = [each for each in found if each.email.casefold() not in barred]
    languages = dict(User.objects.filter(email__in=[each.email for each in contacts]).values_list("email", "language"))
    return [
        Reached(each.name, each.email, languages.get(each.email, Language.GERMAN), phone=each.phone)
        for each in contacts
    ]


def reached_for(
    responsibility: str, at: datetime, *, without: Collection[str] = (), stand_ins: Collection[str] = ()
) -> tuple[str, list[Reached]]:
    """Whom a page for `responsibility` goes to, and as whose: where nobody is reached, its `stand_ins`, then
    STAND_INS. An empty list: nobody at all."""
    for role in dict.fromkeys((responsibility, *stand_ins, *STAND_INS)):
        people = people_for(role, at, without=without)
        if people:
            return role, people
    return responsibility, []
