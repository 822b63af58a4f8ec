"""A version as JSON in one language."""

from typing import Any

import pytest

from operations.runbooks.api.rendering import render_version
from operations.runbooks.api.serializers.runbooks import RunbookSerializer
from operations.runbooks.checks.registry import CHECKS, Check, Parameter, ParameterType
from operations.runbooks.models import Contact
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_drafts
from tests.factories import UserFactory
from tests.operations.runbooks.documents import both, document, publish, step

pytestmark = pytest.mark.django_db
READ = "http://127.0.0.1:8000/admin/runbooks/runbook"


@pytest.fixture(autouse=True)
def beans(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of the tests' own, that wants a right."""
    parameters = (
        Parameter("shelf", "Shelf", ParameterType.INTEGER, default=1),
        Parameter("kind", "Kind", ParameterType.TEXT),
    )
    check = Check("beans", "Beans left", "How many.", permission="runbooks.check_platform", parameters=parameters)
    monkeypatch.setitem(CHECKS, "beans", check)


def rendered(role: str = "viewer", language: str = "en", **changes: Any) -> dict[str, Any]:
    """A published runbook with these changes, as somebody of that role is told."""
    return render_version(publish(**changes), language, UserFactory.create(role=role))


def test_it_has_what_is_described() -> None:
    said = rendered(
        steps=[step(), step("count", kind="check", check="beans", parameters={"shelf": 2})],
        troubleshooting=[{"id": "t", "symptom": both("S"), "cause": both("C"), "fix": both("F")}],
        failure_scenarios=[{"id": "f", "title": both("T"), "impact": both("I"), "response": both("R")}],
        kpis=[{"name": both("N"), "target": both("T")}],
    )
    described = RunbookSerializer(said).data
    assert described.keys() == said.keys()
    for name in ("action_steps", "troubleshooting", "failure_scenarios", "kpis"):
        for part, as_described in zip(said[name], described[name], strict=True):
            assert part.keys() == as_described.keys()
    assert said["action_steps"][1]["check"].keys() == described["action_steps"][1]["check"].keys()


@pytest.mark.parametrize(("language", "title"), [("de", "Coffee machine (deutsch)"), ("en", "Coffee machine")])
def test_it_speaks_one_language(language: str, title: str) -> None:
    said = rendered(language=language)
    assert (said["language"], said["title"]) == (language, title)
    assert ("deutsch" in str(said)) is (language == "de")


def test_markdown_is_there_as_it_is_written_and_as_html() -> None:
    (first,) = rendered()["action_steps"]
    assert (first["text"], first["html"]) == ("Look **closely**.", "<p>Look <strong>closely</strong>.</p>\n")


def test_raw_html_is_text() -> None:
    (first,) = rendered(steps=[step(text=both("<script>alert(1)</script>"))])["action_steps"]
    assert "<script" not in first["html"]


def test_links_lead_to_the_pages_of_the_admin() -> None:
    for slug, other in (("coffee", "tea"), ("tea", "coffee")):
        text = both(f"[a](#look) [b]({other}#look) [c](admin:leads_lead_changelist) [d](https://example.org/)")
        save_draft(content=document(slug, steps=[step(text=text)]), actor=None)
    version, _ = publish_drafts(slugs=["coffee", "tea"], actor=None)
    (first,) = render_version(version, "en", UserFactory.create())["action_steps"]
    for address in (
        f"{READ}/coffee/read/#look",
        f"{READ}/tea/read/#look",
        "http://127.0.0.1:8000/admin/leads/lead/",
        "https://example.org/",
    ):
        assert f'<a href="{address}"' in first["html"]


def test_a_step_has_a_number_and_an_address() -> None:
    said = rendered(steps=[step("look"), step("think")])
    assert [(each["number"], each["url"]) for each in said["action_steps"]] == [
        (1, f"{READ}/coffee/read/#look"),
        (2, f"{READ}/coffee/read/#think"),
    ]


def test_a_check_says_what_is_fixed_and_what_is_asked() -> None:
    said = rendered(steps=[step(kind="check", check="beans", parameters={"shelf": 2})])
    check = said["action_steps"][0]["check"]
    assert check["parameters"] == {"shelf": 2}
    assert check["asked"] == [{"name": "kind", "label": "Kind", "type": "text", "default": None}]


@pytest.mark.parametrize(
    ("role", "address"), [("viewer", None), ("clerk", "http://127.0.0.1:8000/api/v1/checks/beans/run/")]
)
def test_only_who_may_run_a_check_is_told_where(role: str, address: str | None) -> None:
    said = rendered(role, steps=[step(kind="check", check="beans", parameters={"shelf": 2, "kind": "Arabica"})])
    assert said["action_steps"][0]["check"]["may_run_url"] == address


@pytest.mark.parametrize(("role", "sees"), [("viewer", True), ("help", False)])
def test_only_who_may_see_contacts_is_told_them(role: str, sees: bool) -> None:
    Contact.objects.create(role="operations-lead", name="Second", rank=2, phone="+49 30 2")
    Contact.objects.create(role="operations-lead", name="First", rank=1, phone="+49 30 1")
    Contact.objects.create(role="legal", name="Someone else", email="legal@example.org")
    (rung,) = rendered(role)["escalation"]
    assert [each["name"] for each in rung.get("contacts", [])] == (["First", "Second"] if sees else [])


def test_a_version_that_names_what_is_gone_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    version = publish("closed", steps=[step(kind="check", check="beans", parameters={"shelf": 2})])
    monkeypatch.delitem(CHECKS, "beans")
    version.content["escalation"][0]["role"] = "barista"
    said = render_version(version, "en", UserFactory.create())
    assert said["action_steps"][0]["check"] is None
    assert said["escalation"][0]["role_name"] == "barista"


def test_rendering_again_asks_for_contacts_alone(django_assert_num_queries: Any) -> None:
    version, user = publish(), UserFactory.create(role="viewer")
    render_version(version, "en", user)
    with django_assert_num_queries(1):
        render_version(version, "en", user)
