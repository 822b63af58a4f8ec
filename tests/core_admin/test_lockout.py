"""Guessing passwords: the sixth wrong one meets a page that says what to do."""

import pytest
from django.test import Client

from tests.core_admin.people import PASSWORD, make

LOGIN = "/admin/login/"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "told"), [("en", "Too many attempts"), ("de", "Zu viele Versuche")])
def test_after_five_wrong_passwords_there_is_a_pause(client: Client, language: str, told: str) -> None:
    user = make("clerk", username="anna")
    user.set_password(PASSWORD)
    user.save()

    def attempt(password: str) -> tuple[int, str]:
        answer = client.post(LOGIN, {"username": "anna", "password": password}, headers={"accept-language": language})
        return answer.status_code, answer.content.decode()

    answers = [attempt("wrong") for _ in range(4)]
    assert {status for status, _page in answers} == {200}
    attempt("wrong")
    for password in ("wrong", PASSWORD):
        status, page = attempt(password)
        assert status == 429
        assert told in page
        assert "brand" in page
