#!/usr/bin/env python3
"""A small help system: ask FreshOps what to do, see the steps with live figures, and say whether they helped.

    export FRESHOPS_URL=http://127.0.0.1:8000 FRESHOPS_TOKEN=...
    python examples/help_client.py "reminder not sent"
    python examples/help_client.py --lang de --lead 4711 --helped yes "Erinnerung kam nicht"

It needs Python 3.11 and nothing else. A token comes from `manage.py create_service_token help --group help`, or from
a login (docs/api.md); its rights decide which checks run: those of the help system's own group are none, a clerk's are
all. What it walks through, in this order:

1. search    GET  /api/v1/guided-operations/?q=...    the runbooks that answer, best first, or an honest "no match"
2. steps     from that answer: what to do, what to expect, whom to call
3. checks    POST /api/v1/checks/{name}/run/          the live figure of each step that has one
4. feedback  POST /api/v1/runbooks/{slug}/feedback/   did it help? Sent with an Idempotency-Key: a repeat counts once

It exits 0 after an answer, 1 where nothing matches, and 2 where something went wrong, with the reason.
"""

import argparse
import json
import os
import sys
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

TIMEOUT = 15.0  # seconds; checks take two at most
Json = dict[str, Any]


class HelpError(Exception):
    """Something that went wrong, in words for the person who asked."""


@dataclass(frozen=True)
class FreshOps:
    """The API of a running FreshOps, as one account sees it in one language (de, en)."""

    url: str
    token: str
    language: str

    def search(self, question: str) -> Json:
        """The answer to a question: `matched`, and `candidates` with their steps, best first."""
        return self._call("GET", f"/guided-operations/?{urlencode({'q': question, 'lang': self.language, 'limit': 3})}")

    def run_check(self, name: str, parameters: Json) -> Json:
        """What a check finds now: `verdict`, `value`, `rows`."""
        return self._call("POST", f"/checks/{quote(name)}/run/", {"parameters": parameters})

    def give_feedback(self, runbook: str, step: str, *, helped: bool, asked: str) -> Json:
        """Say whether a step (empty: the whole) of a runbook, slug@version, helped; the answer as it was kept."""
        slug, _, version = runbook.partition("@")
        body = {"version": int(version), "step": step, "helped": helped, "asked": asked}
        return self._call("POST", f"/runbooks/{quote(slug)}/feedback/", body, key=str(uuid.uuid4()))

    def _call(self, method: str, path: str, body: Json | None = None, key: str = "") -> Json:
        headers = {
            "Accept": "application/json",
            "Accept-Language": self.language,
            "Authorization": f"Token {self.token}",
            "Content-Type": "application/json",
        }
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url.rstrip('/')}/api/v1{path}", data, headers, method=method)  # noqa: S310  as given
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  the address that the user gave
                answer: Json = json.load(response)
        except HTTPError as error:
            raise HelpError(_reason(error)) from error
        except (URLError, TimeoutError) as error:
            reason = error.reason if isinstance(error, URLError) else "it does not answer"
            raise HelpError(f"Cannot reach FreshOps at {self.url}: {reason}. Does `make run` run?") from error
        except ValueError as error:
            raise HelpError(f"{self.url} answers, but not as FreshOps does (no JSON).") from error
        return answer


def _reason(error: HTTPError) -> str:
    """A problem (RFC 9457) in one line: what is wrong, and with which values."""
    try:
        problem: Json = json.load(error)
    except ValueError:
        problem = {}
    faults = [f"{each.get('pointer') or each.get('parameter')}: {each['detail']}" for each in problem.get("errors", [])]
    hint = {401: "Check the token.", 403: "The account lacks the right."}.get(error.code, "")
    return " ".join([f"{error.code}:", str(problem.get("detail", error.reason)), *faults, hint]).strip()


def show_step(client: FreshOps, step: Json, lead: int | None) -> None:
    """Print a step, and what its check finds now."""
    warning = " [cannot be undone]" if step["destructive"] else ""
    print(f"\n{step['number']}. {step['title']}{warning}\n{_indented(step['text'])}")
    if step["command"]:
        print(f"   $ {step['command']}")
    if step["check"]:
        print(f"   Now: {live_figure(client, step['check'], lead)}")
    print(f"   Expected: {step['expected']}")


def live_figure(client: FreshOps, check: Json, lead: int | None) -> str:
    """What a check says now, in a line; or why it was not run."""
    if check["may_run_url"] is None:
        return "not shown, you lack the right to run this check"
    parameters = dict(check["parameters"])
    for each in check["asked"]:
        if each["type"] == "lead_id" and lead is not None:
            parameters[each["name"]] = lead
        elif each["default"] is None:
            return f"not known without “{each['label']}”" + (" (--lead)" if each["type"] == "lead_id" else "")
    try:
        found = client.run_check(check["name"], parameters)
    except HelpError as error:
        return f"the check did not run ({error})"
    listed = f"{'more than ' if found['truncated'] else ''}{len(found['rows'])} rows"
    value = listed if found["value"] is None else f"{found['value']} {found['unit']}"
    return f"{value} [{found['verdict']}]"


def show_escalation(candidate: Json) -> None:
    """Print whom to call, and when."""
    print("\nIf that is not enough:")
    for rung in candidate["escalation"]:
        people = ", ".join(f"{each['name']} {each['phone'] or each['email']}" for each in rung.get("contacts", []))
        print(f"   after {rung['after_minutes']} min: {rung['role_name']} ({rung['severity']}) {people}".rstrip())
        print(_indented(rung["when"]))


def ask_whether_it_helped(given: str | None) -> bool | None:
    """The answer on the command line, else the one of whoever sits there; None where there is none."""
    if given is None and sys.stdin.isatty():
        given = input("\nDid this help? [yes/no, Enter to skip] ").strip().lower()
    return {"y": True, "n": False}.get((given or "")[:1])


def walk(client: FreshOps, question: str, lead: int | None, helped: str | None) -> int:
    """Search, steps, live checks, feedback; the exit code."""
    answer = client.search(question)
    if not answer["matched"]:
        print(f"Nothing answers “{question}”. Nearest:")
        for each in answer["candidates"]:
            print(f"   {each['title']} ({each['confidence']:.0%}) {each['url']}")
        return 1
    best, *others = answer["candidates"]
    print(f"{best['title']} ({best['runbook']}, {best['confidence']:.0%})\n{best['quick_summary']}\n{best['url']}")
    trouble = next((each for each in best["troubleshooting"] if each["id"] == best["anchor"]), None)
    if trouble:
        print(f"\n{trouble['symptom']}\n{_indented(trouble['cause'])}\n{_indented(trouble['fix'])}")
    for step in best["action_steps"]:
        show_step(client, step, lead)
    show_escalation(best)
    if others:
        print("\nAlso: " + "; ".join(f"{each['title']} ({each['confidence']:.0%})" for each in others))
    verdict = ask_whether_it_helped(helped)
    if verdict is not None:
        kept = client.give_feedback(best["runbook"], best["anchor"], helped=verdict, asked=question[:300])
        print(f"\nThank you. Kept as answer {kept['id']} about {kept['runbook']}#{kept['step']}.")
    return 0


def main() -> int:
    """Read the arguments, and walk; 2 with the reason where something went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("question", help="what is wrong, in your words")
    parser.add_argument("--url", default=os.environ.get("FRESHOPS_URL", "http://127.0.0.1:8000"), help="FRESHOPS_URL")
    parser.add_argument("--token", default=os.environ.get("FRESHOPS_TOKEN", ""), help="FRESHOPS_TOKEN")
    parser.add_argument("--lang", choices=["de", "en"], default="en", help="of the answer (default: en)")
    parser.add_argument("--lead", type=int, help="the id of the lead that it is about")
    parser.add_argument("--helped", choices=["yes", "no"], help="say so without being asked")
    given = parser.parse_args()
    if not given.token:
        parser.error("a token is needed: --token, or FRESHOPS_TOKEN")
    try:
        return walk(FreshOps(given.url, given.token, given.lang), given.question, given.lead, given.helped)
    except HelpError as error:
        print(f"help_client: {error}", file=sys.stderr)
        return 2


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
