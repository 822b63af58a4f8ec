"""Pages of leads and of the journal lead to the step that fits, for those who may read it."""

from django.contrib.auth.models import Permission

from leads.models import Lead
from operations.runbooks.deep_links import deep_links
from operations.runbooks.models import RunbookVersion
from operations.runbooks.services.drafts import save_draft
from tests.factories import LeadFactory
from tests.journal.admin.scene import set_scene
from tests.leads.admin.desk import LIST, page_of
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import page, published
from tests.operations.runbooks.documents import document, step


def _protection() -> RunbookVersion:
    others = {link.step for link in deep_links() if link.runbook == "lead-protection"} - {"check-status"}
    steps = [step("check-status", "check", check="protection_of_lead"), *map(step, sorted(others))]
    return published(document("lead-protection", steps=steps))


def test_a_lead_leads_to_its_step_with_its_number(desk: NewDesk) -> None:
    lead: Lead = LeadFactory.create(territory="DE")
    viewer = desk("viewer")
    link = f"{page('read', 'lead-protection')}?lead_id={lead.pk}#check-status"
    assert link not in viewer.get(page_of(lead)).links
    save_draft(content=document("lead-protection"), actor=None)
    assert link not in viewer.get(page_of(lead)).links  # a draft is no help

    _protection()

    assert link in viewer.get(page_of(lead)).links
    assert f"{page('read', 'lead-protection')}#check-status" in viewer.get(LIST).links
    address, _mark, _anchor = link.partition("#")
    assert f'value="{lead.pk}"' in viewer.client.get(address).content.decode()


def test_whoever_may_not_read_runbooks_is_not_led_there(desk: NewDesk) -> None:
    lead: Lead = LeadFactory.create(territory="DE")
    _protection()
    person = desk(None)
    person.user.user_permissions.add(Permission.objects.get(codename="view_lead"))
    shown = person.get(page_of(lead))
    assert shown.status == 200
    assert not [link for link in shown.links if "/runbooks/" in link]


def test_lists_and_the_journal_lead_to_theirs(desk: NewDesk) -> None:
    for slug in ("protection-reminders", "lead-holds", "event-backlog", "event-replay", "expiry-disputes"):
        anchors = {link.step for link in deep_links() if link.runbook == slug and link.step} or {"look"}
        published(document(slug, steps=[step(anchor) for anchor in sorted(anchors)]))
    delivery = set_scene().delivery
    administrator = desk("administrator")
    expected = {
        "/admin/leads/leadreminder/": f"{page('read', 'protection-reminders')}#check-reminder",
        "/admin/leads/leadhold/": page("read", "lead-holds"),
        "/admin/leads/leadexpiry/": page("read", "expiry-disputes"),
        "/admin/journal/delivery/": page("read", "event-backlog"),
        f"/admin/journal/delivery/{delivery.pk}/change/": page("read", "event-backlog"),
        "/admin/journal/incomingevent/": page("read", "event-backlog"),
        "/admin/journal/replay/": page("read", "event-replay"),
    }
    found = {path: link for path, link in expected.items() if link in administrator.get(path).links}
    assert found == expected
    assert not [link for link in administrator.get("/admin/core/user/").links if "/read/" in link]
