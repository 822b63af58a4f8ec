"""What a question is answered with."""

import pytest

from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.usefixtures("reminders")
ADDRESS = "/guided-operations/"


def test_a_candidate_has_what_the_help_system_shows() -> None:
    body = reader().get(ADDRESS, q="remindres not sent", lang="en").json()
    (candidate,) = body["candidates"]
    assert (body["matched"], body["question"], body["language"]) == (True, "remindres not sent", "en")
    assert body["confidence"] == candidate["confidence"] > 0.5
    assert candidate["title"] == "Reminders that are not sent"
    assert [each["id"] for each in candidate["action_steps"]][-1] == "dispatch"
    assert [each["id"] for each in candidate["troubleshooting"]] == ["twice"]
    assert candidate["escalation"][0]["role"] == "operations-lead"
    assert candidate["runbook"] == "reminders@1"
    assert candidate["checks"] is None


def test_the_address_leads_to_the_step_that_fits() -> None:
    (candidate,) = reader().get(ADDRESS, q="sent twice", lang="en").json()["candidates"]
    assert candidate["anchor"] == "twice"
    assert candidate["url"].endswith("/admin/runbooks/runbook/reminders/read/#twice")


def test_nothing_matches_and_says_so() -> None:
    answer = reader().get(ADDRESS, q="trombone lessons", lang="en")
    assert answer.status_code == 200
    assert answer.json()["matched"] is False


def test_the_nearest_are_there_where_nothing_matches() -> None:
    body = reader().get(ADDRESS, q="reminder for trombone lessons on the pier", lang="en").json()
    assert (body["matched"], body["candidates"][0]["runbook"]) == (False, "reminders@1")


def test_without_a_language_it_is_german() -> None:
    body = reader().get(ADDRESS, q="reminders").json()
    assert (body["language"], body["candidates"][0]["title"]) == ("de", "Reminders that are not sent (deutsch)")


def test_accept_language_is_heard() -> None:
    client = reader()
    client.client.credentials(HTTP_AUTHORIZATION=f"Token {client.token}", HTTP_ACCEPT_LANGUAGE="en-GB,de;q=0.5")
    answer = client.get(ADDRESS, q="reminders")
    assert (answer.json()["language"], answer["Content-Language"]) == ("en", "en")


def test_nobody_in_between_keeps_an_answer() -> None:
    assert reader().get(ADDRESS, q="reminders")["Cache-Control"] == "no-store"
