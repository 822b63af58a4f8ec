"""A small library: few runbooks, each about something else."""

import pytest

from tests.operations.runbooks.documents import step
from tests.operations.runbooks.search.writing import bilingual, publish_about


@pytest.fixture
def library(db: None) -> None:
    """Runbooks about reminders, backups, samples and Switzerland."""
    publish_about(
        "reminders",
        title=bilingual("Erinnerungen zur Schutzfrist", "Protection reminders"),
        summary=bilingual("Eine Erinnerung wurde nicht versendet.", "A reminder has not been sent."),
        steps=[
            step("look", title=bilingual("Überfällige prüfen", "Check for overdue ones")),
            step("send", title=bilingual("Von Hand versenden", "Dispatch by hand")),
        ],
        troubleshooting=[
            {
                "id": "sent-twice",
                "symptom": bilingual("Zweimal versendet", "Dispatched twice"),
                "cause": bilingual("Zwei Adressen.", "Two addresses."),
                "fix": bilingual("Eine streichen.", "Remove one."),
            }
        ],
    )
    publish_about(
        "backups",
        title=bilingual("Datenbank wiederherstellen", "Restore the database"),
        summary=bilingual("Aus der Sicherung der Nacht.", "From the backup of the night."),
    )
    publish_about(
        "samples",
        title=bilingual("Muster beim Kunden", "Samples at the customer"),
        summary=bilingual("Ein Muster ging unterwegs verloren.", "A sample was lost on its way."),
    )
    publish_about(
        "switzerland",
        title=bilingual("Gebiet Schweiz", "Territory Switzerland"),
        summary=bilingual("Was in der Schweiz anders ist: Zoll, Muster.", "What differs there: customs, samples."),
        territories=["CH"],
    )
