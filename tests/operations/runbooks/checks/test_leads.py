"""Checks of leads: what they say when all is well, and when it is not."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from core.models import JobRun
from leads.models import LeadHold, LeadReminder, LeadStatus, ReminderStatus
from leads.services.holds import place_hold, release_hold
from leads.services.reminders.queueing import queue_reminders
from leads.services.status import change_status
from leads.tasks import verify_protection_nightly
from operations.runbooks.checks.verdicts import Verdict
from tests.factories import LeadFactory, UserFactory
from tests.leads.consumers.crm import report
from tests.leads.moments import ago, lead_in_base, lead_in_grace
from tests.leads.reminders.due import due_lead, instant
from tests.operations.runbooks.checks.asking import ask, column

pytestmark = pytest.mark.django_db


def test_the_protection_of_a_lead_in_words() -> None:
    owner = UserFactory.create(first_name="Ada", last_name="Lovelace")
    lead = lead_in_grace(user=owner, company="Adler", territory="CH")
    (row,) = ask("protection_of_lead", lead_id=lead.pk).rows
    assert row[:8] == (lead.pk, "Adler", "CH", "Ada Lovelace", "open", "protected", "Grace", False)
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE")
    stopped = ask("protection_of_lead", lead_id=lead.pk)
    assert column(stopped, "clock_stopped") == [True]
    assert column(stopped, "reminder_due_at") == [None]
    assert ask("protection_of_lead", lead_id=lead.pk + 1).rows == []


def test_whoever_has_no_name_is_called_by_their_account() -> None:
    lead = lead_in_base(user=UserFactory.create(username="rep", first_name="", last_name=""))
    assert column(ask("protection_of_lead", lead_id=lead.pk), "owner") == ["rep"]


def test_holds_of_people_and_of_rules() -> None:
    lead, clerk = LeadFactory.create(created_at=ago(60)), UserFactory.create(first_name="Cleo", last_name="Rk")
    report("sample.requested", lead.pk, ago(10), sample_id="S-1")
    report("sample.delivered", lead.pk, ago(5), sample_id="S-1")
    place_hold(lead_id=lead.pk, actor=clerk, reason_code="CUSTOMER_BLOCKED", reason="Ferien")
    result = ask("holds_of_lead", lead_id=lead.pk)
    assert column(result, "reason_code") == ["Blocking period of the customer", "Sample owed"]
    assert column(result, "by_rule") == [False, True]
    assert column(result, "recorded_by") == ["Cleo Rk", None]


def test_leads_by_phase_as_monitoring_counts_them() -> None:
    for territory, days in (("DE", 10), ("DE", 200), ("CH", 249), ("CH", 400), ("CH", 250)):
        lead = LeadFactory.create(created_at=ago(days), territory=territory)
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE")
    change_status(lead_id=LeadFactory.create(territory="AT").pk, actor=None, status=LeadStatus.CONVERTED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT territory, phase, leads, clock_stopped FROM monitoring_user_lead WHERE status = 'OPEN'")
        counted = {(territory, phase): (leads, stopped) for territory, phase, leads, stopped in cursor.fetchall()}
    words = {"BASE": "Base protection", "FOLLOW_UP": "Follow-up", "GRACE": "Grace", "EXPIRED": "Expired"}
    rows = {row[:2]: row[2:] for row in ask("leads_by_phase").rows}
    assert {key: row for key, row in rows.items() if row[0]} == {
        (territory, words[phase]): counts for (territory, phase), counts in counted.items()
    }
    assert rows["CH", "Grace"] == (2, 1)


def test_what_expires_soon_comes_with_its_reminder() -> None:
    first, _later = due_lead(), LeadFactory.create(created_at=ago(200))
    queue_reminders()
    result = ask("expiring_soon", days=10)
    assert column(result, "lead_id") == [first.pk]
    assert column(result, "reminder_status") == ["waiting"]
    LeadReminder.objects.update(status=ReminderStatus.SENT, sent_at=instant("now()"))
    assert column(ask("expiring_soon"), "reminder_status") == ["sent"]
    assert ask("expiring_soon", days=1).rows == []


def test_what_expired_recently() -> None:
    LeadFactory.create(created_at=ago(400))
    # Five days ago, three days either way: months clamp to their last day.
    recent = LeadFactory.create(created_at=instant("berlin_instant(berlin_wall(now()) - interval '6 months 75 days')"))
    assert column(ask("expired_recently", days=10), "lead_id") == [recent.pk]
    assert len(ask("expired_recently", days=365).rows) == 2


def test_clocks_that_stand_for_long() -> None:
    long, short, released = (LeadFactory.create(created_at=ago(60)) for _ in range(3))
    for lead, days in ((long, 40), (short, 20), (released, 50)):
        place_hold(lead_id=lead.pk, actor=None, reason_code="DOCUMENTS", start_at=ago(days))
    release_hold(hold_id=LeadHold.objects.get(lead=released).pk, actor=None)
    assert column(ask("clocks_standing"), "lead_id") == [long.pk]
    assert column(ask("clocks_standing", days=10), "lead_id") == [long.pk, short.pk]
    assert column(ask("clocks_standing", days=10), "reason_code") == ["Documents owed"] * 2


def test_samples_owed_for_long_and_delivered() -> None:
    lead = LeadFactory.create(created_at=ago(60))
    report("sample.requested", lead.pk, ago(5), sample_id="S-1")
    assert ask("samples_owed").verdict is Verdict.AS_EXPECTED
    report("sample.requested", lead.pk, ago(9), sample_id="S-2")
    owed = ask("samples_owed")
    assert (owed.verdict, owed.value, column(owed, "reference")) == (Verdict.UNEXPECTED, 1, ["S-2"])
    assert ask("samples_owed", days=3).value == 2
    report("sample.lost", lead.pk, ago(3), sample_id="S-2")
    assert ask("samples_owed").value == 1  # lost is owed still
    report("sample.delivered", lead.pk, ago(1), sample_id="S-2")
    assert ask("samples_owed").verdict is Verdict.AS_EXPECTED


def test_debts_of_a_lead() -> None:
    lead = LeadFactory.create(created_at=ago(60))
    report("sample.requested", lead.pk, ago(5), sample_id="S-1")
    result = ask("debts_of_lead", lead_id=lead.pk)
    assert column(result, "owed") == ["Sample"]
    assert column(result, "settled_at") == [None]


@pytest.mark.django_db(transaction=True)
def test_drift_is_as_old_as_the_nightly_check(owner_db: psycopg.Connection) -> None:
    assert ask("protection_drift").verdict is Verdict.UNKNOWN
    lead_in_base()
    verify_protection_nightly()
    clean = ask("protection_drift")
    assert (clean.verdict, clean.value) == (Verdict.AS_EXPECTED, 0)

    JobRun.objects.update(finished_at=ago(27 / 24))
    stale = ask("protection_drift")
    assert (stale.verdict, stale.value) == (Verdict.UNEXPECTED, 0)
    assert timedelta(hours=26) < stale.age < timedelta(hours=28)

    JobRun.objects.all().delete()
    owner_db.execute("UPDATE lead_protections SET expires_at = expires_at + interval '1 day'")
    verify_protection_nightly()
    drifted = ask("protection_drift")
    assert (drifted.verdict, drifted.value) == (Verdict.UNEXPECTED, 1)
