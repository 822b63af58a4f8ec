"""The browser fixture itself: signs in, and notices what the Content Security Policy forbids."""

import pytest

from core.models import User
from tests.browser import Live


@pytest.mark.django_db(transaction=True)
def test_a_signed_in_administrator_sees_the_admin_in_german(live: Live) -> None:
    live.login(User.objects.create_superuser("anna", password="not needed here", language="de"))
    page = live.open("/admin/")
    assert page.url == live.url + "/admin/"
    assert page.locator("html").get_attribute("lang") == "de"


@pytest.mark.django_db(transaction=True)
def test_inline_script_is_refused_and_noticed(live: Live) -> None:
    live.open("/admin/login/")
    live.page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    assert live.page.evaluate("window.ran") is None
    assert [fault for fault in live.faults if "Content Security Policy" in fault]
    live.faults.clear()
