"""The FreshOps that is loaded: asked by its commands about its season model, by its API about its leads."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from typing import Any

ACCOUNTS = 3  # in each region: none comes near its limit
LEADS = 300  # of each territory


class Installation:
    """A run that answers at `url`, whose data folder this process has in its environment."""

    def __init__(self, url: str) -> None:
        self._url = url

    def model(self, kind: str) -> dict[str, Any]:
        """What the coming season of a kind sends."""
        found: dict[str, Any] = json.loads(_manage("load_profile", kind))
        return found

    def version(self) -> str:
        """Which version it is."""
        return _manage("shell", "-v", "0", "-c", "from core.version import version; print(version())")

    def tokens(self, region: str, territory: str) -> list[str]:
        """Tokens of a region's accounts."""
        groups = [word for group in ("viewer", "integration", "help") for word in ("--group", group)]
        return [
            _manage("create_service_token", f"load-{region}-{number}", *groups, "--territory", territory, "--days", "1")
            for number in range(ACCOUNTS)
        ]

    def leads(self, token: str) -> list[int]:
        """The leads that an account sees, a few hundred of them."""
        found: list[int] = []
        following: str | None = f"{self._url}/api/v1/leads/"
        while following and len(found) < LEADS:
            asked = urllib.request.Request(following, headers={"Authorization": f"Token {token}"})  # noqa: S310
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
                page = json.load(answer)
            found += [lead["id"] for lead in page["results"]]
            following = page["next"]
        return found

    def keep(self, evidence: Mapping[str, Any]) -> str:
        """Keep a result; what it says to that."""
        return _manage("record_load_test", given=json.dumps(evidence))


def _manage(*arguments: str, given: str | None = None) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, check=False, input=given, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"manage.py {arguments[0]} failed: see above.")
    return done.stdout.strip()
