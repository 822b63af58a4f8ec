"""Standard Webhooks signatures. No key is stored: each is derived from SECRET_KEY, subscription and version."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac
from standardwebhooks import Webhook

from journal.models import Subscription

_SALT = "journal.webhooks.signing"


def signing_key(subscription_id: int, version: int) -> str:
    """The key of a subscription in the form that receivers enter, `whsec_...`; another SECRET_KEY makes other keys."""
    key = salted_hmac(_SALT, f"webhook:{subscription_id}:{version}", algorithm="sha256").digest()
    return "whsec_" + base64.b64encode(key).decode()


def keys_of(subscription: Subscription, at: datetime | None = None) -> list[str]:
    """The keys that sign `at` (default: now), the newest first: for a while after a rotation, the previous one too."""
    versions = [subscription.key_version]
    until = subscription.previous_key_until
    if subscription.key_version > 1 and until is not None and (at or timezone.now()) < until:
        versions.append(subscription.key_version - 1)
    return [signing_key(subscription.pk, version) for version in versions]


def signature_headers(message_id: str, body: bytes, keys: Sequence[str], at: datetime | None = None) -> dict[str, str]:
    """The three headers of Standard Webhooks for UTF-8 `body`, signed with every key; `at` (default: now) has a zone.

    Receivers refuse what was signed minutes ago, so every attempt is signed anew. ValueError where there is no key.
    """
    if not keys:
        raise ValueError("A webhook is signed with at least one key.")
    # The library takes the wall clock of any other zone for UTC.
    moment = (at or timezone.now()).astimezone(UTC)
    text = body.decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message_id, moment, text) for key in keys),
    }
