"""What we sign, the package that receivers use verifies; with a rotated key, either key does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from journal.models import Subscription
from journal.webhooks.signing import keys_of, signature_headers, signing_key

BODY = '{"company":"Gasthof Grüner Bäumli"}'.encode()
ROTATED = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_receivers_verify_what_we_sign() -> None:
    key = signing_key(7, 1)
    assert key.startswith("whsec_")
    headers = signature_headers("an-id", BODY, [key])
    assert Webhook(key).verify(BODY, headers) == {"company": "Gasthof Grüner Bäumli"}
    with pytest.raises(WebhookVerificationError):
        Webhook(key).verify(BODY.replace(b"G", b"H"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(key).verify(BODY, headers | {"webhook-id": "another"})


def test_each_subscription_version_and_installation_has_a_key_of_its_own(settings: Settings) -> None:
    keys = {signing_key(subscription, version) for subscription in (1, 2, 11) for version in (1, 2)}
    assert len(keys) == 6
    assert signing_key(1, 1) in keys
    settings.SECRET_KEY = "another installation"
    assert signing_key(1, 1) not in keys


def test_after_a_rotation_both_keys_verify_until_the_old_one_ends() -> None:
    rotated = Subscription(pk=7, key_version=3, previous_key_until=ROTATED)
    before = keys_of(rotated, ROTATED - timedelta(seconds=1))
    assert before == [signing_key(7, 3), signing_key(7, 2)]
    headers = signature_headers("an-id", BODY, before)
    for key in before:
        Webhook(key).verify(BODY, headers)
    assert keys_of(rotated, ROTATED) == [signing_key(7, 3)]


def test_a_first_key_has_none_before_it() -> None:
    assert keys_of(Subscription(pk=7, previous_key_until=timezone.now() + timedelta(days=1))) == [signing_key(7, 1)]


def test_the_signature_is_of_the_moment_in_any_zone() -> None:
    in_tokyo = timezone.now().astimezone(timezone.get_fixed_timezone(540))
    headers = signature_headers("an-id", BODY, [signing_key(7, 1)], in_tokyo)
    Webhook(signing_key(7, 1)).verify(BODY, headers)


def test_nothing_goes_out_unsigned() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        signature_headers("an-id", BODY, [])
