"""Who may not see drafts does not learn that there are any."""

from operations.runbooks.models import Runbook, RunbookVersion
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import LIBRARY, full, keep, page
from tests.operations.runbooks.documents import both


def test_the_library_names_drafts_to_those_who_may_edit(desk: NewDesk, lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Better")))
    assert [row[-1] for row in lead.get(LIBRARY).listing] == ["1 draft"]
    assert [row[-1] for row in desk("viewer").get(LIBRARY).listing] == ["1"]


def test_a_runbook_that_was_never_published_is_not_there(desk: NewDesk, lead: Desk) -> None:
    keep(full("tea"))
    path = f"/admin/runbooks/runbook/{Runbook.objects.get().pk}/change/"
    assert desk("viewer").client.get(path).status_code == 404
    assert lead.client.get(path).headers["Location"] == page("read", "tea")
