"""What has to be known of a published version to say whether a reader has it already: one query, without its text."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection

from core.walltime import berlin_instant
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.versions import VersionQuerySet, berlin_today

_STAMP = """
SELECT v.id, v.digest, v.number, v.published_at, NULL, NULL
FROM runbooks r JOIN runbook_versions v ON v.runbook_id = r.id
WHERE r.slug = %(slug)s AND v.state = 'PUBLISHED' AND v.number = coalesce(%(number)s, v.number)
ORDER BY v.number DESC LIMIT 1
"""
_STAMP_WITH_CONTACTS = f"""
SELECT version.*, c.stated, c.changed_at
FROM ({_STAMP.replace(", NULL, NULL", "")}) version,
     LATERAL (SELECT md5(string_agg(contact::text, chr(30) ORDER BY id)) AS stated, max(changed_at) AS changed_at
              FROM runbook_contacts contact) c
"""  # noqa: S608  nothing from outside


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version, and how the contacts stand: None where there are none, or nobody asked."""

    pk: int
    digest: str
    number: int
    published_at: datetime
    contacts: str | None
    contacts_changed_at: datetime | None

    @property
    def changed_at(self) -> datetime:
        """When what a reader is told last changed: the version, or a contact."""
        return max(self.published_at, self.contacts_changed_at or self.published_at)


def versions_of(slug: str) -> VersionQuerySet:
    """All that were ever published of a runbook, the newest first."""
    return RunbookVersion.objects.published().filter(runbook__slug=slug).order_by("-number")


def stamp_of(slug: str, number: int | None = None, *, with_contacts: bool = False) -> Stamp | None:
    """Of that version, or of the one that counts; None where there is none."""
    # Said once, in SQL: to put it together anew would take most of the time that an answer 304 takes.
    with connection.cursor() as cursor:
        cursor.execute(_STAMP_WITH_CONTACTS if with_contacts else _STAMP, {"slug": slug, "number": number})
        row = cursor.fetchone()
    return Stamp(*row) if row else None


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
