"""The two ticks and the command: the same service."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import JobRun
from freshops.schedule import jobs
from leads.models import LeadReminder, ReminderStatus
from leads.tasks import DAILY, SWEEP, send_daily_reminders, sweep_reminders
from tests.leads.reminders.due import due_lead
from tests.leads.reminders.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("task", "job"), [(send_daily_reminders, DAILY), (sweep_reminders, SWEEP)])
def test_a_tick_sends_what_is_due_and_is_on_record(sink: Sink, task: object, job: str) -> None:
    due_lead()
    task()  # type: ignore[operator]
    assert len(sink.mails) == 1
    run = JobRun.objects.get(job=job)
    assert run.succeeded
    assert (run.result["queued"], run.result["sent"]) == (1, 1)


def test_a_tick_that_is_delivered_twice_runs_once(sink: Sink) -> None:
    send_daily_reminders()
    due_lead()
    send_daily_reminders()
    assert sink.mails == []


def test_eight_o_clock_is_on_the_schedule_and_so_is_the_sweep() -> None:
    by_task = {job.task: job for job in jobs()}
    assert by_task["leads.tasks.send_daily_reminders"].at == (8, 0)
    assert by_task["leads.tasks.sweep_reminders"].every == 300


def test_the_history_says_that_a_task_did_it(sink: Sink) -> None:
    due_lead()
    sweep_reminders()
    reminder = LeadReminder.objects.get(status=ReminderStatus.SENT)
    history = reminder.history.latest("pgh_id")  # type: ignore[attr-defined]
    assert history.pgh_context["source"] == "task"


def test_the_command_tells_what_it_did(sink: Sink) -> None:
    due_lead()
    told = StringIO()
    call_command("dispatch_reminders", once=True, stdout=told)
    assert told.getvalue().startswith("1 queued, 1 sent")


def test_the_command_fails_in_words_when_the_mail_server_is_away(sink: Sink) -> None:
    due_lead()
    sink.refuse_connections()
    with pytest.raises(CommandError, match="The mail server takes no mail"):
        call_command("dispatch_reminders", once=True, stdout=StringIO())
