"""Runbooks as JSON: a thousand clients at once at the web server, and what being told "you have it" costs."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from bench.figures import Figure, at_most
from bench.measure import duration, side_by_side
from bench.sizes import Size
from freshops import embedded
from freshops.environment import BASE_DIR

CLIENTS = 1000
REQUESTS_EACH = 2
RATIO = 1.5
IN_A_ROW = 25
SLUG = "lead-protection"
# So many share the requests: none comes near the limit of an account, whose counter grows with them.
ACCOUNTS = 25


def figures(size: Size) -> list[Figure]:
    """Against gunicorn as `make run` starts it, on loopback."""
    from django.core.management import call_command

    call_command("sync_runbooks", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    accounts = [_headers_of(number) for number in range(ACCOUNTS)]
    with _web_server() as port:
        path = f"/api/v1/runbooks/{SLUG}/?lang=en"
        etag = _get(port, path, accounts[0], 200)
        turns = cycle(accounts)
        kept, bare = side_by_side(
            lambda: _many(port, path, {**next(turns), "If-None-Match": etag}),
            lambda: _many(port, "/bare/", next(turns)),
            repetitions=20,
            warm_up=3,
        )
        crowd = asyncio.run(_crowd(port, path, accounts))
    return [
        at_most(f"{IN_A_ROW} answers 304 to a runbook", kept, bare, RATIO, "a bare view that returns 304"),
        crowd,
    ]


def _headers_of(number: int) -> dict[str, str]:
    from core.services.tokens import issue_service_token

    name = f"bench-help-{number}"
    issued = issue_service_token(username=name, groups=["help"], territories=[], lifetime=timedelta(days=1))
    return {"Authorization": f"Token {issued.token}", "Host": "127.0.0.1"}


@contextmanager
def _web_server() -> Iterator[int]:
    """gunicorn with the project's configuration and the bench's addresses; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    folder = Path(os.environ["FRESHOPS_DATA_DIR"])
    embedded.ensure_running(folder, report=print)  # Redis too: it counts requests
    environment = {
        **os.environ,
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }
    command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "python:freshops.web", "bench.serving_wsgi"]
    with (folder / "serving.log").open("w") as log:
        server = subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield port
        finally:
            server.terminate()
            server.wait()


def _wait_for(url: str) -> None:
    deadline = perf_counter() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own
        except OSError:
            if perf_counter() > deadline:
                raise
            sleep(0.1)
        else:
            return


def _get(port: int, path: str, headers: dict[str, str], expected: int) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != expected:
        raise RuntimeError(f"{path}: {response.status}")
    return response.headers.get("ETag", "")


def _many(port: int, path: str, headers: dict[str, str]) -> None:
    """So many one after another on one connection: all of them 304, or RuntimeError."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(IN_A_ROW):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != 304:
            raise RuntimeError(f"{path}: {response.status}")
    connection.close()


async def _crowd(port: int, path: str, accounts: list[dict[str, str]]) -> Figure:
    """All clients at once, each with its own connection, one request after another."""
    packed = {"Accept-Encoding": "gzip", "Connection": "keep-alive"}
    requests = cycle([_request(path, headers | packed) for headers in accounts])
    began = perf_counter()
    answers = await asyncio.gather(*(_client(port, next(requests)) for _ in range(CLIENTS)))
    took = perf_counter() - began
    seconds = sorted(second for each in answers for second in each[0])
    errors = sum(each[1] for each in answers)
    total = CLIENTS * REQUESTS_EACH
    return Figure(
        f"{CLIENTS} clients at once, {REQUESTS_EACH} requests each for a runbook",
        f"{total / took:.0f} requests a second, P95 {duration(quantiles(seconds, n=20)[-1])}, {errors} errors",
        "–",
        "no errors",
        errors,
        errors == 0,
    )


async def _client(port: int, request: bytes) -> tuple[list[float], int]:
    """How long each request took, and how many were not answered with 200."""
    seconds: list[float] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(REQUESTS_EACH):
        began = perf_counter()
        try:
            if reader.at_eof():
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            if not head.startswith(b"HTTP/1.1 200"):
                continue
        except (OSError, asyncio.IncompleteReadError):
            continue
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        seconds.append(perf_counter() - began)
    writer.close()
    return seconds, REQUESTS_EACH - len(seconds)


def _request(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
