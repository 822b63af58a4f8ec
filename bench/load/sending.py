"""Sending a profile of requests to a running FreshOps with Locust, and keeping how long each took.

Importing Locust makes threads light (gevent): a request has one of its own.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from threading import Thread
from time import monotonic, sleep
from typing import Any

from locust import FastHttpUser, LoadTestShape, constant, task
from locust.env import Environment

from bench.load.arrivals import Profile, arrivals, pick
from bench.load.figures import Sample
from bench.load.mix import Request, World, draw
from seasonal.workload import Workload

PATIENCE = 60.0  # seconds that the last answers are waited for
AT_ONCE = 500  # requests on their way: more than any system that keeps up has


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send where. `shares` and `tokens`: of each region; several accounts each, so that none meets its limit.

    `territories`: region -> its territory, whose leads are asked about.
    """

    url: str
    profile: Profile
    shares: Mapping[str, float]
    territories: Mapping[str, str]
    tokens: Mapping[str, list[str]]
    leads: Mapping[str, Sequence[int]]
    seed: int = 1
    samples: list[Sample] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Order:
    """A request, by whom, and when it is meant to start (monotonic); `counts`: not of the warm-up."""

    request: Request
    territory: str
    region: str
    token: str
    meant: float
    counts: bool

    @property
    def workload(self) -> Workload:
        """A query reads, a command changes something."""
        return Workload.QUERIES if self.request.body is None else Workload.COMMANDS


class Sender:
    """The one who sends: each request in a greenlet of its own, at its own time."""

    def __init__(self, plan: Plan, client: Any) -> None:
        self._plan, self._client = plan, client

    def send_all(self) -> None:
        """Until the last answer is there, or a minute after the last request."""
        plan = self._plan
        dice = random.Random(plan.seed)  # noqa: S311  which request comes when is no secret
        turns = {region: cycle(tokens) for region, tokens in plan.tokens.items()}
        began = monotonic()
        under_way = []
        for at in arrivals(plan.profile, dice):
            region = pick(plan.shares, dice)
            territory = plan.territories[region]
            request = draw(World(plan.leads[territory], dice))
            counts = at >= plan.profile.warm_up
            order = Order(request, territory, region, next(turns[region]), began + at, counts)
            sleep(max(order.meant - monotonic(), 0))
            under_way.append((order, Thread(target=self._send, args=[order], daemon=True)))
            under_way[-1][1].start()
        last = monotonic() + PATIENCE
        for order, request_thread in under_way:
            request_thread.join(max(last - monotonic(), 0))
            if request_thread.is_alive() and order.counts:
                waited = (monotonic() - order.meant) * 1000
                self._plan.samples.append(_sample(order, waited, "no answer"))

    def _send(self, order: Order) -> None:
        request = order.request
        method = "GET" if request.body is None else "POST"
        headers = {"Authorization": f"Token {order.token}"}
        with self._client.request(
            method, request.path, name=request.name, json=request.body, headers=headers, catch_response=True
        ) as answer:
            milliseconds = (monotonic() - order.meant) * 1000
            answer.request_meta["response_time"] = milliseconds
            fine = answer.status_code in {200, 202}
            error = "" if fine else f"{answer.status_code} {str(answer.error or answer.text)[:80]}"
            answer.success() if fine else answer.failure(error)
        if order.counts:
            self._plan.samples.append(_sample(order, milliseconds, error))


def _sample(order: Order, milliseconds: float, error: str) -> Sample:
    return Sample(order.workload, order.territory, order.request.name, milliseconds, error, order.region)


class Shape(LoadTestShape):
    """One sender, until it has sent everything: it is the profile that has a shape."""

    def tick(self) -> tuple[int, float]:
        """One user."""
        return 1, 1


def send(plan: Plan) -> list[Sample]:
    """Send it all; what it took, the warm-up left out."""

    class Season(FastHttpUser):
        host = plan.url
        wait_time = constant(0)
        concurrency = AT_ONCE

        @task
        def run_all(self) -> None:
            Sender(plan, self.client).send_all()
            self.environment.runner.quit()

    shape = Shape()  # type: ignore[no-untyped-call]
    environment = Environment(user_classes=[Season], shape_class=shape, host=plan.url)
    runner = environment.create_local_runner()
    runner.start_shape()
    runner.greenlet.join()
    return plan.samples
