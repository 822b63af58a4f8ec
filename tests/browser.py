"""A real headless Chromium against the live server; any script error or CSP violation fails the test that saw it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from core.models import User

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# As root in a container: no user namespaces, and a small /dev/shm.
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"]
MISSING = "No Chromium: install it (Debian: apt-get install chromium); until then the browser tests are skipped."


@dataclass
class Live:
    """A page in the browser, the server it talks to, and what went wrong on the way."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def login(self, user: User) -> None:
        """Sign `user` in without the login form."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])

    def open(self, path: str) -> Page:
        """Go to a path of the server and wait until it has loaded."""
        self.page.goto(self.url + path)
        return self.page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, once for each process of the run."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def live(chromium: Browser, live_server: LiveServer) -> Iterator[Live]:
    """A fresh browser window (German, 1440 by 900) on the live server. Fails at the end on any fault it noticed."""
    context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    window = Live(page, live_server.url)
    page.on("pageerror", lambda error: window.faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda line: (
            window.faults.append(f"{line.text} {line.location.get('url', '')}") if line.type == "error" else None
        ),
    )
    yield window
    context.close()
    assert not window.faults, "\n".join(window.faults)
