"""The mail about a season that was activated on its date though it was not ready: one for each activation."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.models import User
from seasonal.models import SeasonActivation
from seasonal.readiness import read_failures

# How long it belongs to whoever sends it, when they die meanwhile.
LEASE = timedelta(minutes=10)


def tell_of_unready_seasons() -> int:
    """Write to the leads of operations about each that they have not been told of; how many mails.

    Claimed, sent outside a transaction, recorded. Raises OSError where no mail goes out: it is sent the next time.
    """
    now = database_now()
    free = Q(telling_until__isnull=True) | Q(telling_until__lt=now)
    untold = SeasonActivation.objects.filter(free, activated_by__isnull=True, told_at__isnull=True)
    sent = 0
    for activation in untold.exclude(readiness=[]).select_related("season"):
        mine = untold.filter(pk=activation.pk)
        if not mine.update(telling_until=now + LEASE):
            continue
        addresses = _addresses()
        try:
            if addresses:
                mail_of(activation, addresses).send()
        except OSError:
            SeasonActivation.objects.filter(pk=activation.pk).update(telling_until=None)
            raise
        SeasonActivation.objects.filter(pk=activation.pk).update(told_at=database_now(), telling_until=None)
        sent += bool(addresses)
    return sent


def mail_of(activation: SeasonActivation, addresses: list[str]) -> EmailMessage:
    """In both languages, to all of them at once."""
    with translation.override("de"):
        subject = _("“%(season)s” was activated, but is not ready") % {"season": activation.season}
        german = _text(activation)
    with translation.override("en"):
        english = _text(activation)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<season-activation.{activation.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body=f"{german}\n\n--\n\n{english}", to=addresses, headers=headers)


def _text(activation: SeasonActivation) -> str:
    season = activation.season
    lines = [
        _("“%(season)s” has begun and was activated by itself. What is not ready:") % {"season": season},
        *(f"- {each.text} {each.what_to_do}" for each in read_failures(activation.readiness)),
        settings.PUBLIC_URL + reverse("admin:seasonal_season_change", args=[season.pk]),
    ]
    return "\n\n".join(lines)


def _addresses() -> list[str]:
    """The team leads; without any, the administrators."""
    people = User.objects.filter(is_active=True, is_service=False).exclude(email="").order_by("pk")
    for role in ("lead", "administrator"):
        if found := list(people.filter(groups__name=role).values_list("email", flat=True)):
            return found
    return []
