"""The demo's users: staff of each role, and the representatives that leads are protected for."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from core.models import User

PASSWORD = "freshops-demo"  # noqa: S105  (printed at the start; the demo listens on this machine alone)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    first_name: str
    last_name: str
    role: str = "viewer"  # a group; a representative may follow the link in a reminder, and look
    territories: tuple[str, ...] = ("DE", "CH", "AT")
    language: str = "de"


STAFF = (
    Person("admin", "Ada", "Kessler", "administrator"),
    Person("leitung", "Lena", "Brandstätter", "lead"),
    Person("anna", "Anna", "Huber", "clerk"),
    Person("beat", "Beat", "Zürcher", "clerk", ("CH",)),
    Person("viewer", "Vivian", "Ward", "viewer", language="en"),
)
REPRESENTATIVES = (
    Person("jonas.gruber", "Jonas", "Gruber", territories=("AT", "DE")),
    Person("luca.meier", "Luca", "Meier", territories=("CH",)),
    Person("maria.oezdemir", "Maria", "Özdemir", territories=("DE",)),
    Person("tobias.lindner", "Tobias", "Lindner", territories=("DE",)),
    Person("sophie.laurent", "Sophie", "Laurent", territories=("CH",), language="en"),
    Person("katharina.weiss", "Katharina", "Weiß", territories=("AT",)),
    Person("paul.schaefer", "Paul", "Schäfer", territories=("DE",)),
)


@transaction.atomic
def create_people() -> list[User]:
    """Create whoever is missing; returns the representatives."""
    for person in STAFF:
        _create(person)
    return [_create(person) for person in REPRESENTATIVES]


def _create(person: Person) -> User:
    user, created = User.objects.get_or_create(
        username=person.username,
        defaults={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": f"{person.username}@freshfoodz.example",
            "territories": list(person.territories),
            "language": person.language,
            "is_staff": True,
            # The administrator of a demo may look at everything, the schedule and the tokens too.
            "is_superuser": person.role == "administrator",
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=person.role))
    return user
