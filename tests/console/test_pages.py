"""Every page of the console answers, in German, without anything the content security policy refuses."""

import re

import pytest
from django.test import Client
from django.utils import translation

from core.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client) -> User:
    user = User.objects.create_superuser("anna", first_name="Anna", last_name="Huber", password="korrekt-pferd-heft")
    client.force_login(user)
    return user


PATHS = [
    "/admin/",
    "/admin/password_change/",
    "/admin/leads/",
    "/admin/leads/lead/",
    "/admin/leads/lead/?q=nothing-has-this-name",
    "/admin/leads/lead/add/",
    "/admin/auth/group/add/",
    "/admin/django_celery_beat/periodictask/add/",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_answers_and_keeps_to_the_policy(client: Client, anna: User, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert not re.findall(r'\sstyle="|<style|\son(?:click|change|load|submit)="', page)
    scripts = re.findall(r"<script\b[^>]*>", page)
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []


def test_the_login_page_has_no_navigation(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    assert 'id="login-form"' in page
    assert "console-nav" not in page


def test_the_start_page_greets_and_says_when_nothing_waits(client: Client, anna: User) -> None:
    page = client.get("/admin/").content.decode()
    assert "Anna" in page
    assert 'class="empty-state small"' in page


def test_an_empty_search_offers_the_way_back(client: Client, anna: User) -> None:
    page = client.get("/admin/leads/lead/?q=nothing-has-this-name").content.decode()
    assert 'class="empty-state"' in page
    assert 'href="?"' in page


def test_an_unknown_address_is_explained(client: Client, anna: User) -> None:
    response = client.get("/admin/nothing/here/")
    assert response.status_code == 404
    assert 'class="error-page"' in response.content.decode()


def test_the_page_of_our_own_fault_needs_nothing() -> None:
    from django.template.loader import get_template

    with translation.override("en"):
        assert "Something went wrong on our side" in get_template("500.html").render()
