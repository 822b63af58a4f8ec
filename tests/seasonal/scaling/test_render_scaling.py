"""`manage.py render_scaling`: the files of the project are fresh, stale ones are named, wrong ones too."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.utils.translation import override

from freshops.environment import BASE_DIR
from seasonal.models import FleetSize, Season
from seasonal.scaling.rendering import NAMESPACE
from seasonal.scaling.validation import Schemas
from seasonal.services.scaling import faults_of, render_year, shortfalls_of, stale_files

pytestmark = pytest.mark.django_db
OURS = BASE_DIR / "deploy" / "k8s"
SHARED = Path(os.environ.get("FRESHOPS_SHARED_DATA") or BASE_DIR.parent / "shared" / "data") / "keda"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is said, in the language of the tests."""
    with override("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The manifests of 2027."""
    call_command("render_scaling", year=2027, output=tmp_path)
    return tmp_path


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int | str | None, str]:
    """The exit code of `--check`, and what it said."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        call_command("render_scaling", check=True, output=folder)
    return left.value.code, capsys.readouterr().err


def test_those_of_the_project_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(OURS, capsys) == (0, "")


def test_keda_takes_those_of_the_project() -> None:
    assert faults_of({path.name: path.read_text("utf-8") for path in OURS.glob("*.yaml")}, year=2027) == []
    if SHARED.is_dir():  # KEDA's own schemas are no part of the project
        keda = Schemas(SHARED)
        documents = [each for path in OURS.glob("*.yaml") for each in yaml.safe_load_all(path.read_text("utf-8"))]
        assert [keda.faults(each) for each in documents if each["kind"] == "ScaledObject"] == [[]] * 8


def test_one_that_was_edited_one_too_many_and_one_too_few_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(folder, capsys) == (0, "")
    edited, missing, extra = (folder / f"freshops-{name}.yaml" for name in ("queries-de", "beat", "old"))
    edited.write_text(edited.read_text("utf-8").replace("0 8 * 9 *", "0 9 * 9 *"), "utf-8")
    missing.unlink()
    extra.write_text("# of former times\n", "utf-8")
    code, told = checked(folder, capsys)
    assert code == 1
    assert all(
        f"{path} is stale: run `manage.py render_scaling --year 2027`." in told for path in (edited, missing, extra)
    )


def test_a_season_that_moved_makes_them_stale(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Season.objects.filter(kind="oktoberfest", starts_on__year=2027).update(ends_on="2027-10-17")
    code, told = checked(folder, capsys)
    assert (code, told.count("is stale")) == (1, 6)


def test_rendered_again_what_is_no_longer_there_goes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "freshops-old.yaml").write_text("# of former times\n", "utf-8")
    call_command("render_scaling", output=folder)
    assert checked(folder, capsys) == (0, "")


def test_where_the_model_wants_more_it_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("render_scaling", year=2027, output=folder)
    told = capsys.readouterr()
    assert "8760 hours simulated: as the model wants them; connections: 222, 66 left." in told.out
    assert "freshops-queries-de: christmas from 1 Nov 2027 on wants 7 replicas, 6 are approved." in told.err


def test_a_cap_that_is_approved_ends_a_shortfall_and_is_rendered() -> None:
    short = {(each.size.name, each.planned.name): each.planned.replicas for each in shortfalls_of(2027)}
    assert short["freshops-queries-de", "christmas"] == 7
    FleetSize.objects.create(
        territory="DE", workload="queries", kind="christmas", valid_from="2027-11-01", floor=2, cap=7,
        rate_per_replica=80, p95_ms=300,
    )  # fmt: skip
    left = {(each.size.name, each.planned.name) for each in shortfalls_of(2027)}
    assert left == short.keys() - {("freshops-queries-de", "christmas")}
    assert "maxReplicaCount: 7" in render_year(2027)["freshops-queries-de.yaml"]


def test_dates_of_last_year_are_a_fault() -> None:
    files = render_year(2026)
    (fault,) = {each.partition(": ")[2] for each in faults_of(files, year=2027)}
    assert fault == "it has the dates of 2026, not of 2027. Render it again."
    (fault,) = {each.partition(": ")[2] for each in faults_of(render_year(2025))}
    assert fault == "it has the dates of 2025, which is over. Render it again."
    assert len(stale_files(files, year=2027)) == 9


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("minReplicaCount: 2", "minReplicas: 2", "minReplicas"),
        ("kind: Service", "kind: Servicee", "a document that is none of"),
        ("0 8 * 9 *", "0 8 * 9 1-5", "days of the week"),
        ("timezone: Europe/Berlin", "timezone: Europe/Munich", "no time zone"),
        ("freshops/season-year: '2027'", "freshops/season-year: '2026'", "another year than its head"),
        ("spec:", "spec: [", "no YAML"),
        ("# Generated by", "# Written by", "does not say of which year"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(old: str, new: str, fault: str) -> None:
    name = "freshops-queries-de.yaml"
    text = render_year(2027)[name]
    assert old in text
    found = faults_of({name: text.replace(old, new)}, year=2027)
    assert any(each.startswith(f"{name}: ") and fault in each for each in found)


def test_the_fleet_lies_where_the_alerts_look_for_it(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        named = {each["metadata"]["namespace"] for each in yaml.safe_load_all(path.read_text("utf-8"))}
        assert named == {NAMESPACE}
    rules = (BASE_DIR / "deploy" / "prometheus" / "rules" / "capacity.yml").read_text("utf-8")
    assert set(re.findall(r'kube_deployment_status_replicas_available\{namespace="([^"]+)"', rules)) == {NAMESPACE}
    with pytest.raises(TypeError, match="namespace"):
        call_command("render_scaling", namespace="elsewhere", output=folder)
