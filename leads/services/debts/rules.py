"""Switching the rules that stop clocks."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from core.models import User
from leads.models import HoldRule


@transaction.atomic
def switch_rule(*, kind: str, enabled: bool, actor: User) -> HoldRule:
    """Switch the rule for a kind of debt on or off; nothing changes where it is so already. HoldRule.DoesNotExist.

    It holds for what is recorded from then on: no clock stops or runs by the switching itself.
    """
    HoldRule.objects.filter(kind=kind).exclude(enabled=enabled).update(
        enabled=enabled, changed_by=actor, changed_at=TransactionNow()
    )
    return HoldRule.objects.get(kind=kind)
