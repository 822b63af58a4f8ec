"""How long requests take: by workload (queries read, commands change something) and by whose territory it is."""

from collections.abc import Callable
from itertools import product
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from prometheus_client import Counter, Histogram

from core.territory import Territory

Handler = Callable[[HttpRequest], HttpResponse]

# Asked by machines that look after this one, and the same whoever works here.
PROBES = {"/metrics", "/healthz", "/readyz"}
# With the goals for 95 % of requests (0.3 to 0.5) as bounds: whether they are met is then counted, not interpolated.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0)

_seconds = Histogram(
    "freshops_http_request_seconds",
    "Seconds until a request was answered.",
    labelnames=["workload", "territory"],
    buckets=BUCKETS,
)
_answers = Counter(
    "freshops_http_requests",
    "Requests that were answered, by class of status.",
    labelnames=["workload", "territory", "status"],
)


class LatencyMiddleware:
    """Counts each request and its time. The outermost that knows of users; files and probes are not counted."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        # There from the start: of what is not there, nobody can tell that it is missing from that nobody asked.
        for workload, territory in product(("queries", "commands"), Territory.values):
            _seconds.labels(workload, territory)
            _answers.labels(workload, territory, "2xx")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in PROBES:
            return self.get_response(request)
        began = perf_counter()
        response = self.get_response(request)
        workload, territory = workload_of(request), territory_of(request)
        _seconds.labels(workload, territory).observe(perf_counter() - began)
        _answers.labels(workload, territory, f"{response.status_code // 100}xx").inc()
        return response


def workload_of(request: HttpRequest) -> str:
    """Whether a request only reads."""
    return "queries" if request.method in {"GET", "HEAD", "OPTIONS"} else "commands"


def territory_of(request: HttpRequest) -> str:
    """The user's territory; "all" or "several" where there are more, "none" where there is none, or nobody signed in.

    Nothing is asked of the database: who was not looked up for the answer is nobody.
    """
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        user = request.__dict__.get("_cached_user")
    if user is None or not user.is_authenticated:
        return "none"
    own = {*user.territories} & {*Territory.values}
    if user.is_superuser or own == {*Territory.values}:
        return "all"
    return own.pop() if len(own) == 1 else ("several" if own else "none")
