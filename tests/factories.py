"""Rows for tests, made as the application would make them."""

import factory
from django.contrib.auth.models import Group

from core.models import User
from leads.models import Lead


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A sales representative; `role="clerk"` makes them staff of that role, for all three territories."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    first_name = "Jörg"
    last_name = factory.Sequence(lambda n: f"Müller {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    territories = factory.LazyFunction(lambda: ["DE", "CH", "AT"])

    @factory.post_generation  # type: ignore[untyped-decorator]
    def role(self: User, create: bool, extracted: str | None, **_: object) -> None:
        """Join the group of that role."""
        if extracted:
            self.is_staff = True
            self.save(update_fields=["is_staff"])
            self.groups.add(Group.objects.get(name=extracted))


class LeadFactory(factory.django.DjangoModelFactory[Lead]):
    """A lead registered now, unless `created_at` says otherwise."""

    class Meta:
        model = Lead

    user = factory.SubFactory(UserFactory)
    company = factory.Sequence(lambda n: f"Gasthof Grüner Baum {n}")
    city = "Würzburg"
    postal_code = "97070"
