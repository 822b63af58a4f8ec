"""Answers that a client keeps: validators, 304, compression."""

import gzip
import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from operations.runbooks.api import rendering
from operations.runbooks.models import Contact, RunbookVersion
from tests.api.client import ROOT, Api, problem
from tests.operations.runbooks.documents import both, publish
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.django_db
PATHS = ["/runbooks/", "/runbooks/coffee/", "/runbooks/coffee/versions/"]


def ask(client: Api, path: str = "/runbooks/coffee/", **headers: str) -> Any:
    return client.client.get(ROOT + path, headers={name.replace("_", "-"): text for name, text in headers.items()})


@pytest.fixture
def client() -> Api:
    """A viewer, and a runbook to view."""
    publish()
    return reader()


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_answer_is_told_so(client: Api, path: str) -> None:
    first = ask(client, path)
    again = ask(client, path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    for header in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Content-Language"):
        assert again[header] == first[header]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_kept_by_the_client_alone_and_asked_about_each_time(client: Api, path: str) -> None:
    response = ask(client, path)
    assert response["Cache-Control"] == "private, no-cache"
    assert {"Accept-Encoding", "Accept-Language", "Authorization"} <= set(response["Vary"].split(", "))


def test_the_etag_is_strong(client: Api) -> None:
    assert ask(client)["ETag"].startswith('"')


def test_a_list_of_etags_is_read(client: Api) -> None:
    etag = ask(client)["ETag"]
    assert ask(client, if_none_match=f'"other", W/{etag}').status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_a_new_version_has_another(client: Api, path: str) -> None:
    etag = ask(client, path)["ETag"]
    publish(title=both("Tea kettle"))
    assert ask(client, path, if_none_match=etag).status_code == 200


@pytest.mark.parametrize("path", ["/runbooks/", "/runbooks/coffee/"])
def test_another_language_has_another(client: Api, path: str) -> None:
    etag = ask(client, path, accept_language="de")["ETag"]
    assert ask(client, path, accept_language="en", if_none_match=etag).status_code == 200


def test_other_rights_have_another(client: Api) -> None:
    etag = ask(client)["ETag"]
    assert ask(reader("viewer"), if_none_match=etag).status_code == 304
    assert ask(reader("help"), if_none_match=etag).status_code == 200


@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_other_contacts_have_another_for_who_sees_them(client: Api, change: str) -> None:
    Contact.objects.create(role="legal", name="Jörg", phone="1")
    helper = reader("help")
    seen, unseen = ask(client)["ETag"], ask(helper)["ETag"]
    if change == "insert":
        Contact.objects.create(role="legal", name="Anna", phone="2")
    elif change == "update":
        Contact.objects.update(phone="3")
    else:
        Contact.objects.all().delete()
    assert ask(client, if_none_match=seen).status_code == 200
    assert ask(helper, if_none_match=unseen).status_code == 304


def test_since_when_is_told_to_the_second(client: Api) -> None:
    published_at = RunbookVersion.objects.get().published_at
    assert published_at is not None
    assert parse_http_date(ask(client)["Last-Modified"]) == int(published_at.timestamp())


@pytest.mark.parametrize("path", PATHS)
def test_a_date_never_says_that_an_answer_is_the_present_one(client: Api, path: str) -> None:
    """Two versions may be of one second, and neither a contact that is gone nor a right has a date."""
    later = http_date((timezone.now() + timedelta(days=1)).timestamp())
    for since in (ask(client, path)["Last-Modified"], later):
        assert ask(client, path, if_modified_since=since).status_code == 200


def test_a_contact_that_is_gone_is_gone_for_who_asks_by_date(client: Api) -> None:
    Contact.objects.create(role="operations-lead", name="Jörg", phone="1")
    first = ask(client)
    assert "Jörg" in first.content.decode()
    Contact.objects.all().delete()
    again = ask(client, if_modified_since=first["Last-Modified"])
    assert (again.status_code, "Jörg" in again.content.decode()) == (200, False)


def test_contacts_appear_for_who_may_see_them_by_now_and_asks_by_date() -> None:
    publish()
    Contact.objects.create(role="operations-lead", name="Jörg", phone="1")
    helper = reader("help")
    first = ask(helper)
    assert "Jörg" not in first.content.decode()
    assert helper.user is not None
    helper.user.groups.add(Group.objects.get(name="viewer"))
    again = ask(helper, if_modified_since=first["Last-Modified"])
    assert (again.status_code, "Jörg" in again.content.decode()) == (200, True)


def test_the_etag_goes_before_the_date(client: Api) -> None:
    later, etag = http_date((timezone.now() + timedelta(days=1)).timestamp()), ask(client)["ETag"]
    assert ask(client, if_none_match='"other"', if_modified_since=later).status_code == 200
    assert ask(client, if_none_match=etag, if_modified_since=http_date(1)).status_code == 304


def test_a_condition_that_does_not_hold_is_a_problem(client: Api) -> None:
    problem(ask(client, if_match='"other"'), 412, "precondition_failed")
    problem(ask(client, if_unmodified_since=http_date(1)), 412, "precondition_failed")


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "*"])
def test_it_is_packed_for_who_takes_it(client: Api, accepted: str) -> None:
    plain, packed = ask(client), ask(client, accept_encoding=accepted)
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.json()


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_it_is_not_packed_for_who_does_not(client: Api, accepted: str) -> None:
    assert "Content-Encoding" not in ask(client, accept_encoding=accepted)


def test_each_encoding_has_its_etag_and_the_same_bytes_each_time(client: Api) -> None:
    plain, packed = ask(client), ask(client, accept_encoding="gzip")
    assert plain["ETag"] != packed["ETag"]
    assert ask(client, accept_encoding="gzip").content == packed.content
    assert ask(client, accept_encoding="gzip", if_none_match=packed["ETag"]).status_code == 304


def test_who_has_it_costs_one_query_beside_token_and_rights(client: Api, django_assert_num_queries: Any) -> None:
    etag = ask(client)["ETag"]
    # Token, rights of the user, rights of groups, the version and how the contacts stand.
    with django_assert_num_queries(4):
        assert ask(client, if_none_match=etag).status_code == 304


def test_who_has_it_has_nothing_rendered(client: Api) -> None:
    etag = ask(client)["ETag"]
    rendering._said.cache_clear()
    with patch.object(rendering, "render_markdown", side_effect=AssertionError):
        assert ask(client, if_none_match=etag).status_code == 304


def test_a_head_has_the_headers_alone(client: Api) -> None:
    response = client.client.head(f"{ROOT}/runbooks/coffee/")
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == ask(client)["ETag"]
