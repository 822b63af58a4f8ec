"""Which milestones there are, and which are late."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from core.models import User
    from seasonal.models import Milestone  # noqa: F401


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def late_on(self, day: date) -> "MilestoneQuerySet":
        """Those whose day was before a Berlin day, and that are neither done nor skipped."""
        return self.filter(state="OPEN", due_on__lt=day)

    def told_on(self, day: date) -> "MilestoneQuerySet":
        """What the mails of a Berlin day tell of: what is late, and what was closed because it was left open for so
        long, as long as no mail of an earlier day that was sent has named it."""
        from seasonal.models import LateNotice

        told = LateNotice.objects.filter(state="SENT", day__lt=day, closed=OuterRef("pk"))
        return self.filter(Q(state="OPEN", due_on__lt=day) | Q(~Exists(told), state="LAPSED"))

    def of_person(self, user: "User", *, leads: bool) -> "MilestoneQuerySet":
        """Those that somebody answers for: their own and, for those who lead (`leads`), what is nobody's."""
        mine = Q(owner_user=user)
        return self.filter(mine | Q(owner_user=None) if leads else mine)
