"""The pages of facts and costs in a real browser: nothing that the policy forbids, nothing that runs over."""

import pytest

from operations.facts.models import Sample
from tests.browser import Live
from tests.factories import UserFactory
from tests.operations.facts.admin.scene import REQUESTS, SAMPLES, one_of_each, page_of, privacy_request, step_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    one_of_each()
    fact = Sample.objects.get()
    live.login(UserFactory.create(is_staff=True, is_superuser=True))
    live.page.set_viewport_size({"width": width, "height": 844})
    paths = (
        SAMPLES,
        page_of(fact),
        step_of(fact, "correct"),
        step_of(fact, "void"),
        REQUESTS,
        page_of(privacy_request()),
        f"{REQUESTS}add/",
        "/admin/costs/cost/",
        "/admin/costs/cost/add/",
        "/admin/costs/costimport/add/",
        "/admin/costs/vatrate/",
    )
    for path in paths:
        page = live.open(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
