"""docs/monitoring.md: its table of alerts is the registry's."""

import re

from django.utils import translation

from freshops.environment import BASE_DIR
from operations.runbooks.alerts import ALERTS

ROW = re.compile(r"^\| `(\w+)` \| (SEV\d) \| \[(.+)\]\(runbooks/([\w-]+)\.md\) \| (.+) \|$", re.MULTILINE)


def test_the_table_of_alerts_says_what_the_registry_says() -> None:
    text = (BASE_DIR / "docs" / "monitoring.md").read_text("utf-8")
    with translation.override("en"):
        registered = {
            (alert.name, alert.severity.value, str(alert.title), alert.runbook, str(alert.team.label))
            for alert in ALERTS.values()
        }
    assert set(ROW.findall(text)) == registered
