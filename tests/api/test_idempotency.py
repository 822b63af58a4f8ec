"""The Idempotency-Key: the same request acts once, and is answered the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import IdempotencyKey
from core.services.idempotency import forget_idempotency_keys
from leads.models import LeadHold
from leads.services.holds import release_hold
from tests.api.client import Api, ago, iso, problem
from tests.factories import LeadFactory

pytestmark = pytest.mark.django_db

PRICE = {"reason_code": "PRICE", "reason": "Preisliste"}


@pytest.fixture
def path() -> str:
    """Where holds are placed on a protected lead."""
    return f"/leads/{LeadFactory.create(created_at=ago(30)).pk}/holds/"


def test_the_first_answer_comes_again_to_the_byte(clerk: Api, path: str) -> None:
    first = clerk.post(path, PRICE, key="a-1")
    release_hold(hold_id=first.json()["id"], actor=None)
    again = clerk.post(path, PRICE, key="a-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"] == "application/json"
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert LeadHold.objects.count() == 1


def test_without_a_key_the_same_request_acts_again(clerk: Api, path: str) -> None:
    release_hold(hold_id=clerk.post(path, PRICE).json()["id"], actor=None)
    assert clerk.post(path, PRICE).status_code == 201
    assert LeadHold.objects.count() == 2


def test_the_order_of_keys_in_the_body_is_no_difference(clerk: Api, path: str) -> None:
    clerk.post(path, PRICE, key="k")
    assert clerk.post(path, dict(reversed(PRICE.items())), key="k")["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("other", [{"reason_code": "SAMPLE"}, PRICE | {"end_at": iso(ago(-3))}])
def test_another_request_under_the_key_is_refused(clerk: Api, path: str, other: dict[str, str]) -> None:
    clerk.post(path, PRICE, key="k")
    problem(clerk.post(path, other, key="k"), 422, "idempotency_key_reused")
    assert LeadHold.objects.count() == 1


def test_a_key_belongs_to_one_user_and_one_address(clerk: Api, login: Any, path: str) -> None:
    other_path = f"/leads/{LeadFactory.create(created_at=ago(30)).pk}/holds/"
    hold = clerk.post(path, PRICE, key="k").json()
    assert clerk.post(other_path, PRICE, key="k").status_code == 201
    assert "Idempotent-Replayed" not in login("clerk").post(path, PRICE, key="k")
    assert clerk.post(f"/holds/{hold['id']}/release/", {}, key="k").json()["end_at"]


def test_a_refused_request_is_not_kept(clerk: Api, path: str) -> None:
    problem(clerk.post(path, PRICE | {"start_at": iso(ago(-1))}, key="k"), 409, "hold_in_future")
    assert not IdempotencyKey.objects.exists()
    assert clerk.post(path, PRICE, key="k").status_code == 201


def test_a_preview_takes_no_notice_of_it(clerk: Api, path: str) -> None:
    assert clerk.post(f"{path}?preview=true", PRICE, key="k").status_code == 200
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", ["", "a b", "ü", "x" * 256])
def test_what_is_no_key(clerk: Api, path: str, key: str) -> None:
    problem(clerk.post(path, PRICE, key=key), 400, "invalid_key")
    problem(clerk.post(f"{path}?preview=true", PRICE, key=key), 400, "invalid_key")
    assert not LeadHold.objects.exists()


def test_rights_that_are_gone_are_not_replayed(clerk: Api, path: str) -> None:
    clerk.post(path, PRICE, key="k")
    clerk.user.groups.clear()
    problem(clerk.post(path, PRICE, key="k"), 403, "permission_denied")


def test_a_key_is_forgotten_after_a_day(clerk: Api, path: str) -> None:
    first = clerk.post(path, PRICE, key="k")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=23, minutes=59))
    assert clerk.post(path, PRICE, key="k").content == first.content
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=24))
    later = clerk.post(path, PRICE, key="k")
    assert "Idempotent-Replayed" not in later
    assert later.status_code == 200  # acted anew, and found the hold that stands
    assert forget_idempotency_keys() == 0
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=24))
    assert forget_idempotency_keys() == 1
