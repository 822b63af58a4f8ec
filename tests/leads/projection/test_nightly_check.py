"""The nightly check of the projection, and what alerts see of it."""

import math

import psycopg
import pytest
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from freshops.schedule import jobs
from leads.tasks import verify_protection_nightly
from tests.leads.moments import lead_in_base

pytestmark = pytest.mark.django_db(transaction=True)


def _drift() -> float | None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value("freshops_protection_drift")


def test_it_is_on_the_schedule() -> None:
    assert "leads.tasks.verify_protection_nightly" in {job.task for job in jobs()}


def test_before_the_first_check_nothing_is_claimed() -> None:
    assert math.isnan(_drift() or 0)


def test_a_clean_projection_is_no_drift() -> None:
    lead_in_base()

    verify_protection_nightly()

    assert _drift() == 0


def test_drift_is_counted(owner_db: psycopg.Connection) -> None:
    lead_in_base()
    owner_db.execute("UPDATE lead_protections SET expires_at = expires_at + interval '1 day'")

    verify_protection_nightly()

    assert _drift() == 1
