"""How likely a request waits: Erlang C, for a queue with Poisson arrivals and any number of equal servers (M/M/c)."""

from math import exp, inf


def waiting_probability(load: float, servers: int) -> float:
    """The probability that an arrival finds all servers busy. `load`: in erlangs, the requests in work (Little's L).

    1 where the load is as large as the servers or larger: then the queue grows without end. Source: A. K. Erlang 1917,
    by the recursion for Erlang B, which stays exact where factorials overflow.
    """
    if load < 0 or servers < 0:
        raise ValueError("Load and servers are not negative.")
    if load == 0:
        return 0.0
    if load >= servers:
        return 1.0
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(load: float, servers: int, seconds: float) -> float:
    """Seconds that a request waits on average before work on it begins; `seconds`: how long the work takes."""
    if load >= servers:
        return inf if load else 0.0
    return waiting_probability(load, servers) * seconds / (servers - load)


def late_share(load: float, servers: int, seconds: float, patience: float) -> float:
    """The share of requests that wait for longer than `patience` seconds."""
    if load >= servers:
        return 1.0 if load else 0.0
    return waiting_probability(load, servers) * exp(-(servers - load) * patience / seconds)
