"""What cannot be published, and why; and that what is published stays."""

from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from operations.runbooks.addresses import link_address
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.content.files import DocumentError
from operations.runbooks.models import RunbookVersion
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import LinkBroken, publish_draft
from tests.operations.runbooks.documents import both, document, publish, step

pytestmark = pytest.mark.django_db


def refused(**changes: Any) -> dict[str, str]:
    """Why a runbook with these changes cannot be published: pointer -> reason."""
    save_draft(content=document(**changes), actor=None)
    with pytest.raises(DocumentError) as error:
        publish_draft(slug="coffee", actor=None)
    assert not RunbookVersion.objects.published().exists()
    return {each["pointer"]: each["reason"] for each in error.value.params["problems"]}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"summary": {"de": "x" * 701, "en": "y" * 30}}, "/summary/de"),
        ({"title": {"de": "Nur deutsch"}}, "/title/en"),
        ({"review_due": "2027-02-30"}, "/review_due"),
        ({"territories": ["FR"]}, "/territories/0"),
        ({"steps": [step(kind="dance")]}, "/steps/0/kind"),
        ({"steps": [step("Not A Slug")]}, "/steps/0/id"),
        ({"steps": [step(kind="command", command="two\nlines")]}, "/steps/0/command"),
        ({"escalation": []}, "/escalation"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_form_that_is_wrong_is_named_by_its_place(changes: dict[str, Any], pointer: str) -> None:
    assert pointer in refused(**changes)


@pytest.mark.parametrize(
    ("changes", "pointer", "word"),
    [
        ({"steps": [step(kind="check", check="no_such_check")]}, "/steps/0/check", "no_such_check"),
        ({"kpis": [{"name": both("N"), "target": both("T"), "check": "gone"}]}, "/kpis/0/check", "gone"),
        ({"steps": [step(kind="command", command="manage.py no_such")]}, "/steps/0/command", "no_such"),
        ({"steps": [step(kind="command", command="manage.py migrate --no-such")]}, "/steps/0/command", "--no-such"),
        ({"owner": "barista"}, "/owner", "barista"),
        ({"alerts": ["NoSuchAlert"]}, "/alerts/0", "NoSuchAlert"),
        ({"steps": [step(text=both("[x](#nowhere)"))]}, "/steps/0/text/de", "nowhere"),
        ({"steps": [step(text=both("[x](tea)"))]}, "/steps/0/text/de", "tea"),
        ({"steps": [step(text=both("[x](admin:no_such_page)"))]}, "/steps/0/text/de", "no_such_page"),
        ({"steps": [step("a"), step("a")]}, "/steps/1/id", "a"),
        ({"context": both("Text\n\n# A heading of the file's own")}, "/context/de", "###"),
    ],
)
def test_a_name_that_nobody_knows_is_refused_with_it(changes: dict[str, Any], pointer: str, word: str) -> None:
    assert word in refused(**changes)[pointer]


@pytest.mark.parametrize(
    ("kind", "code", "word"),
    [
        ("sql", "SELECT wages FROM leads;", "wages"),
        ("sql", "SELEKT 1", "SELEKT"),
        ("sql", "DELETE FROM leads", "DELETE"),
        ("sql", "SELECT 1; SELECT 2", "multiple commands"),
        ("sql", "SELECT 1; COMMIT", "multiple commands"),
        ("sql-write", "CALL create_hold(1)", "create_hold"),
        ("sql-write", "UPDATE leads SET wages = 1 WHERE id = 1", "wages"),
        ("sql-write", "DELETE FROM runbooks; COMMIT", "multiple commands"),
        ("console", "docker compose ps\nmanage.py no_such", "no_such"),
        ("console", "manage.py migrate --no-such", "--no-such"),
    ],
)
def test_code_that_would_not_run_is_refused(kind: str, code: str, word: str) -> None:
    text = f"```{kind}\n{code}\n```"
    assert word in refused(steps=[step(text={"de": "Sehen Sie nach.", "en": text})])["/steps/0/text/en"]


@pytest.mark.django_db(transaction=True)
def test_code_in_a_text_is_looked_at_and_not_run() -> None:
    publish()
    text = """
```sql
SELECT count(*), '100 %' FROM leads, pg_sleep(60);
```
```sql-write
DELETE FROM runbooks;
```
```sql-write
ALTER DATABASE freshops RENAME TO old;
```
```console
manage.py check --deploy
```
"""
    publish("tea", context={"de": text, "en": text})
    assert RunbookVersion.objects.current().count() == 2


def test_a_role_in_the_escalation_must_be_known() -> None:
    rung = {"after_minutes": 0, "role": "barista", "severity": "SEV1", "when": both("Now.")}
    assert "barista" in refused(escalation=[rung])["/escalation/0/role"]


def test_an_escalation_begins_with_the_earliest() -> None:
    late, soon, again = (
        {"after_minutes": minutes, "role": "legal", "severity": "SEV2", "when": both("Then.")} for minutes in (60, 5, 5)
    )
    assert refused(escalation=[late, soon, again]).keys() == {"/escalation/1/after_minutes"}
    assert publish(escalation=[soon, again, late]).number == 1


@pytest.mark.parametrize("link", ["http://example.org/", "ftp://example.org/"])
def test_a_link_to_elsewhere_is_https(link: str) -> None:
    assert link.partition("/")[0] in refused(steps=[step(text=both(f"[x]({link})"))])["/steps/0/text/de"]
    assert not link_address(link, "coffee").startswith(link)
    assert link_address("https://example.org/", "coffee") == "https://example.org/"


def test_an_edit_that_breaks_a_link_from_another_runbook_is_refused() -> None:
    publish("coffee")
    publish("tea", steps=[step(text=both("[coffee](coffee#look)"))])
    save_draft(content=document("coffee", steps=[step("taste")]), actor=None)
    with pytest.raises(LinkBroken, match=r"tea.*look"):
        publish_draft(slug="coffee", actor=None)


def test_another_runbook_that_is_no_longer_right_by_itself_does_not_keep_this_one_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(CHECKS, "beans", replace(CHECKS["heartbeat"], name="beans"))
    publish("tea", steps=[step(kind="check", check="beans")])
    # A release without that check.
    monkeypatch.delitem(CHECKS, "beans")
    assert publish("coffee").number == 1
    assert publish("coffee", title=both("Tea kettle")).number == 2


def test_an_edit_that_breaks_an_alerts_link_is_refused() -> None:
    save_draft(content=document("protection-reminders"), actor=None)
    with pytest.raises(LinkBroken, match=r"ReminderOverdue.*check-overdue"):
        publish_draft(slug="protection-reminders", actor=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runbook_versions SET content = '{}' WHERE id = %s",
        "UPDATE runbook_versions SET state = 'DRAFT', published_at = NULL WHERE id = %s",
        "DELETE FROM runbook_versions WHERE id = %s",
    ],
)
def test_a_published_version_stays_even_for_sql(statement: str) -> None:
    version = publish()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [version.pk])
    assert RunbookVersion.objects.get(pk=version.pk).content == version.content


@pytest.mark.django_db(transaction=True)
def test_it_stays_even_for_the_owner_of_the_schema(owner_db: psycopg.Connection) -> None:
    version = publish()
    with pytest.raises(psycopg.errors.CheckViolation):
        owner_db.execute("DELETE FROM runbook_versions WHERE id = %s", [version.pk])


def test_a_draft_may_still_be_changed() -> None:
    publish()
    draft = save_draft(content=document(title=both("Tea kettle")), actor=None)
    again = save_draft(content=document(title=both("Water")), actor=None)
    assert (again.pk, again.content["title"]["en"]) == (draft.pk, "Water")
