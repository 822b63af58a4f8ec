"""The post-mortem: drafted, written, looked at, published, taken along."""

import pytest

from operations.incidents.models import Incident
from operations.incidents.services import add_note, resolve_incident
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, with_class, words
from tests.operations.incidents.admin.scene import leads_wait, postmortem_of
from tests.operations.incidents.scenes import lead

pytestmark = pytest.mark.django_db


def resolved() -> Incident:
    incident, someone = leads_wait(), lead()
    add_note(incident_id=incident.pk, actor=someone, text="The lorry had a flat tyre.")
    resolve_incident(incident_id=incident.pk, actor=someone, text="Another lorry.")
    return incident


def test_it_is_drafted_from_the_timeline_and_not_saved(boss: Desk) -> None:
    incident = resolved()
    page = boss.get(postmortem_of(incident))
    assert "The lorry had a flat tyre." in (by_id(page.root, "id_text").text or "")
    assert "The lorry had a flat tyre." in words(next(with_class(page.root, "prose")))
    incident.refresh_from_db()
    assert incident.postmortem == ""


def test_the_preview_is_safe_and_saves_nothing(boss: Desk) -> None:
    incident = resolved()
    text = "# Why\n\n**twice** <script>alert(1)</script> [x](javascript:alert(1))"
    page = boss.post(postmortem_of(incident), {"text": text, "preview": "1"})
    shown = next(with_class(page.root, "prose"))
    assert [each.tag for each in shown.iter() if each.tag in ("h3", "strong", "script")] == ["h3", "strong"]
    assert "javascript:" not in {each.get("href", "") for each in shown.iter("a")}
    assert "What you see is not saved yet." in page.text or not incident.postmortem
    incident.refresh_from_db()
    assert incident.postmortem == ""


def test_it_is_saved_published_and_taken_along(boss: Desk) -> None:
    incident = resolved()
    page = boss.post(postmortem_of(incident), {"text": "# Why\n\nA nail.", "save": "1"}, follow=True)
    assert page.messages == ["Saved."]
    page = Desk(boss.user).post(f"{postmortem_of(incident)}publish/", {}, follow=True)
    assert page.messages == ["Published. It stays as it is."]
    assert "A nail." in words(next(with_class(page.root, "prose")))
    assert "id_text" not in page.response.content.decode()
    file = boss.client.get(postmortem_of(incident).rstrip("/") + ".md")
    assert file.content.decode() == "# Why\n\nA nail."
    assert file["Content-Disposition"] == f'attachment; filename="incident-{incident.pk}-post-mortem.md"'
    refused = boss.post(postmortem_of(incident), {"text": "other", "save": "1"})
    assert refused.status == 422
    incident.refresh_from_db()
    assert incident.postmortem == "# Why\n\nA nail."


def test_it_is_not_published_before_the_incident_is_over(boss: Desk) -> None:
    incident = leads_wait()
    boss.post(postmortem_of(incident), {"text": "# Why", "save": "1"})
    page = boss.get(postmortem_of(incident))
    assert "It can be published once the incident is resolved." in page.text
    assert "/publish/" not in page.response.content.decode()
    page = Desk(boss.user).post(f"{postmortem_of(incident)}publish/", {}, follow=True)
    assert page.messages == ["That does not go now: the incident is open."]


def test_an_empty_one_is_refused_and_cannot_be_taken_along(boss: Desk) -> None:
    incident = resolved()
    assert boss.post(postmortem_of(incident), {"text": "  ", "save": "1"}).status == 422
    assert boss.client.get(postmortem_of(incident).rstrip("/") + ".md").status_code == 404


def test_it_can_be_drafted_anew(boss: Desk) -> None:
    incident = resolved()
    boss.post(postmortem_of(incident), {"text": "scribble", "save": "1"})
    page = boss.post(postmortem_of(incident), {"text": "scribble", "draft": "1"})
    assert "The lorry had a flat tyre." in (by_id(page.root, "id_text").text or "")
    incident.refresh_from_db()
    assert incident.postmortem == "scribble"
