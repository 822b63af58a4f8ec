"""Who may do what, and who may not."""

from typing import Any

import pytest

from leads.services.holds import place_hold
from tests.api.client import Api, ago, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db

READS = ["/leads/", "/leads/{lead}/", "/leads/{lead}/protection/"]
WRITES = ["/leads/{lead}/holds/", "/holds/{hold}/release/"]
BODIES = {"/leads/{lead}/holds/": {"reason_code": "PRICE"}, "/holds/{hold}/release/": {}}
ROLES = ["viewer", "clerk", "lead", "administrator"]


@pytest.fixture
def rows() -> dict[str, int]:
    """A German lead with a hold."""
    lead = LeadFactory.create(created_at=ago(30), territory="DE")
    return {"lead": lead.pk, "hold": place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE").hold.pk}


@pytest.mark.parametrize("path", READS)
def test_every_role_reads(login: Any, rows: dict[str, int], path: str) -> None:
    for role in ROLES:
        assert login(role).get(path.format(**rows)).status_code == 200


@pytest.mark.parametrize("path", READS)
def test_without_a_role_nobody_reads(rows: dict[str, int], path: str) -> None:
    problem(Api(UserFactory.create()).get(path.format(**rows)), 403, "permission_denied")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("role", ROLES)
def test_from_clerk_on_they_stop_and_restart(login: Any, rows: dict[str, int], path: str, role: str) -> None:
    response = login(role).post(path.format(**rows), BODIES[path])
    assert response.status_code == (403 if role == "viewer" else 200)


@pytest.mark.parametrize("path", WRITES)
def test_a_preview_takes_the_same_right(viewer: Api, rows: dict[str, int], path: str) -> None:
    problem(viewer.post(path.format(**rows) + "?preview=true", BODIES[path]), 403, "permission_denied")


@pytest.mark.parametrize("path", WRITES)
def test_rows_of_other_territories_are_not_found(login: Any, rows: dict[str, int], path: str) -> None:
    response = login("administrator", territories=["CH", "AT"]).post(path.format(**rows), BODIES[path])
    problem(response, 404, "lead_not_found" if "lead" in path else "hold_not_found")


@pytest.mark.parametrize("path", [*READS, *WRITES])
def test_without_a_token_nobody_does_anything(db: None, rows: dict[str, int], path: str) -> None:
    stranger = Api(None)
    respond = stranger.get if path in READS else stranger.post
    response = respond(path.format(**rows))
    problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == "Token"


def test_a_session_of_the_admin_is_no_token(rows: dict[str, int]) -> None:
    stranger = Api(None)
    stranger.client.force_login(UserFactory.create(role="administrator"))
    problem(stranger.get("/leads/"), 401, "not_authenticated")


def test_an_inactive_user_is_out_at_once(clerk: Api) -> None:
    assert clerk.get("/leads/").status_code == 200
    clerk.user.is_active = False
    clerk.user.save()
    problem(clerk.get("/leads/"), 401, "authentication_failed")
