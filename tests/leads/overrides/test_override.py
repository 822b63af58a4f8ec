"""Entries that would end or revive protection need a right, a reason and a confirmed preview."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation

from core.models import User
from leads.errors import OverrideNeeded
from leads.models import LeadActivity, LeadExpiry
from leads.querysets.protection import protection_of
from leads.services.activities import record_activity, void_activity
from leads.services.guard import Override, preview_change
from leads.services.ownership import reassign_lead
from tests.factories import UserFactory
from tests.leads.moments import ago, expired_lead, lead_in_base

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def boss() -> User:
    return UserFactory.create(role="lead")


def _revive(lead_id: int, actor: User | None, override: Override | None = None) -> LeadActivity:
    return record_activity(lead_id=lead_id, actor=actor, kind="QUALIFIED_CALL", occurred_at=ago(60), override=override)


def _events() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_type FROM integration.event_journal ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_person_without_the_right_is_refused() -> None:
    lead = expired_lead()

    with pytest.raises(OverrideNeeded, match="right to override"):
        _revive(lead.pk, UserFactory.create(role="clerk"), Override("ja", "x"))

    assert not LeadActivity.objects.filter(lead=lead).exists()


def test_a_person_with_the_right_needs_a_reason_and_the_preview(boss: User) -> None:
    lead = expired_lead()
    preview = preview_change(lead.pk, lambda: _revive(lead.pk, boss))

    for override in (None, Override("", preview.confirmation), Override("Anruf belegt", "another preview")):
        with pytest.raises(OverrideNeeded):
            _revive(lead.pk, boss, override)

    assert not LeadActivity.objects.filter(lead=lead).exists()


def test_a_preview_shows_before_and_after_and_changes_nothing(boss: User) -> None:
    lead = expired_lead()

    preview = preview_change(lead.pk, lambda: _revive(lead.pk, boss))

    assert (preview.before.is_protected, preview.after.is_protected, preview.needs_override) == (False, True, True)
    assert not LeadActivity.objects.filter(lead=lead).exists()


def test_a_confirmed_override_revives_and_leaves_an_event_and_an_audit_row(boss: User) -> None:
    lead = expired_lead()
    preview = preview_change(lead.pk, lambda: _revive(lead.pk, boss))

    _revive(lead.pk, boss, Override("Anruf belegt", preview.confirmation))

    with connection.cursor() as cursor:
        cursor.execute("SELECT old_state, new_state FROM lead_protection_changes WHERE lead_id = %s", [lead.pk])
        audit = cursor.fetchall()
    assert audit == [("EXPIRED", "PROTECTED")]
    assert {"lead.protection.revived", "lead.protection.overridden"} <= set(_events())


def test_a_confirmation_fails_once_the_clock_has_changed(boss: User) -> None:
    lead = expired_lead()
    preview = preview_change(lead.pk, lambda: _revive(lead.pk, boss))
    call = record_activity(lead_id=lead.pk, actor=None, kind="QUALIFIED_CALL", occurred_at=ago(60))

    with pytest.raises(OverrideNeeded, match="changed since the preview"):
        void_activity(
            activity_id=call.pk, actor=boss, why="doch nicht", override=Override("doch nicht", preview.confirmation)
        )


def test_a_handover_now_can_be_confirmed_a_little_later(boss: User) -> None:
    lead, other = expired_lead(), UserFactory.create()
    preview = preview_change(lead.pk, lambda: reassign_lead(lead_id=lead.pk, actor=boss, user_id=other.pk))

    reassign_lead(
        lead_id=lead.pk, actor=boss, user_id=other.pk, override=Override("neuer Vertrag", preview.confirmation)
    )

    reading = protection_of(lead.pk)
    assert reading is not None
    assert (reading.user_id, reading.is_protected) == (other.pk, True)


def test_facts_of_a_system_always_count() -> None:
    lead = expired_lead()

    _revive(lead.pk, UserFactory.create(is_service=True))

    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.is_protected


def test_an_entry_that_moves_only_the_date_needs_no_override() -> None:
    lead = lead_in_base()

    record_activity(lead_id=lead.pk, actor=UserFactory.create(role="clerk"), kind="QUALIFIED_CALL", occurred_at=ago(1))

    assert LeadActivity.objects.filter(lead=lead).count() == 1


def test_an_entry_that_ends_protection_records_the_expiry_at_once(boss: User) -> None:
    lead = expired_lead()
    call = _revive(lead.pk, None)
    preview = preview_change(lead.pk, lambda: void_activity(activity_id=call.pk, actor=boss, why="falscher Lead"))

    void_activity(
        activity_id=call.pk, actor=boss, why="falscher Lead", override=Override("falscher Lead", preview.confirmation)
    )

    assert LeadExpiry.objects.filter(lead=lead, user=lead.user, revived_at=None).count() == 1
    assert _events().count("lead.protection.expired") == 1
