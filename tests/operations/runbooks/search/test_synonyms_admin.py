"""Keeping synonyms in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from operations.runbooks.models import Synonym
from tests.factories import UserFactory
from tests.operations.runbooks.search.writing import first

pytestmark = pytest.mark.django_db
ADD = "/admin/runbooks/synonym/add/"


@pytest.fixture
def lead(client: Client) -> Client:
    """Somebody who may keep synonyms."""
    client.force_login(UserFactory.create(role="lead"))
    return client


def test_words_are_typed_between_commas(lead: Client) -> None:
    answer = lead.post(ADD, {"german": " Weckruf ,Erinnerung,  Weckruf", "english": "wake-up  call"})
    assert answer.status_code == 302
    row = Synonym.objects.latest("id")
    assert (row.german, row.english) == (["Weckruf", "Erinnerung"], ["wake-up call"])


def test_what_was_typed_is_found(lead: Client, library: None) -> None:
    lead.post(ADD, {"german": "Weckruf, Erinnerung", "english": ""})
    assert first("Weckruf") == "reminders"


def test_one_word_alone_is_refused_with_a_reason(lead: Client) -> None:
    answer = lead.post(ADD, {"german": "Weckruf", "english": ""})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.non_field_errors()


def test_the_list_is_searched_by_any_form(lead: Client) -> None:
    answer = lead.get(reverse("admin:runbooks_synonym_changelist"), {"q": "Courtage"})
    assert [row.german[0] for row in answer.context["cl"].result_list] == ["Provision"]


def test_a_viewer_may_look_and_not_write(client: Client) -> None:
    client.force_login(UserFactory.create(role="viewer"))
    assert client.get(reverse("admin:runbooks_synonym_changelist")).status_code == 200
    assert client.post(ADD, {"german": "a, b"}).status_code == 403
