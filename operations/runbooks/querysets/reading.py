"""What has to be known of a published version to say whether a reader has it already: one query, without its text."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Max, Subquery, Value
from django.db.models.functions import MD5, Cast, Concat

from core.walltime import berlin_instant
from operations.runbooks.models import Contact, RunbookVersion
from operations.runbooks.querysets.versions import VersionQuerySet, berlin_today


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version, and how the contacts stand; `contacts` and `contacts_changed_at` None without any."""

    pk: int
    digest: str
    number: int
    published_at: datetime
    contacts: str | None
    contacts_changed_at: datetime | None

    def changed_at(self, *, with_contacts: bool) -> datetime:
        """When what a reader is told last changed: the version, or a contact."""
        return max(self.published_at, (with_contacts and self.contacts_changed_at) or self.published_at)


def versions_of(slug: str) -> VersionQuerySet:
    """All that were ever published of a runbook, the newest first."""
    return RunbookVersion.objects.published().filter(runbook__slug=slug).order_by("-number")


def stamp_of(slug: str, number: int | None = None) -> Stamp | None:
    """Of that version, or of the one that counts; None where there is none."""
    versions = versions_of(slug) if number is None else versions_of(slug).filter(number=number)
    fields = ("pk", "digest", "number", "published_at")
    contacts, changed_at = _contacts()
    row = versions.annotate(contacts=contacts, contacts_changed_at=changed_at).values_list(
        *fields, "contacts", "contacts_changed_at"
    )[:1]
    return next((Stamp(*values) for values in row), None)


@dataclass(frozen=True, slots=True)
class LibraryStamp:
    """How the whole library stands today; `changed_at`: when anything was last published, or a review fell due."""

    state: list[object]
    changed_at: datetime


def library_stamp() -> LibraryStamp:
    """One query, without texts. An empty library has stood as it is since midnight."""
    rows = list(RunbookVersion.objects.current().order_by("runbook_id").values_list("pk", "published_at"))
    # What is past review changes with the day.
    today = datetime.combine(date.fromisoformat(berlin_today()), time.min)
    instants = [berlin_instant(today), *(at for _, at in rows if at is not None)]
    return LibraryStamp([str(today), *(pk for pk, _ in rows)], max(instants))


def _contacts() -> tuple[Subquery, Subquery]:
    everything = [Cast(name, CharField()) for name in ("pk", "role", "rank", "name", "phone", "email", "hours")]
    separated = [part for each in everything for part in (each, Value("\x1f"))]
    rows = Contact.objects.order_by().annotate(all_of_them=Value(1)).values("all_of_them")
    stated = rows.annotate(stated=MD5(StringAgg(Concat(*separated), "\x1e", order_by="pk"))).values("stated")
    return Subquery(stated), Subquery(rows.annotate(newest=Max("changed_at")).values("newest"))
