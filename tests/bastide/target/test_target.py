"""The target guard: whose account, region, state, forge and machine a run with credentials would use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bastide.commands.target import target
from bastide.target import aims
from bastide.target import guard as guard_module
from bastide.target.guard import guard
from bastide.target.judge import Agreed, Judged, Later, Refusal
from facts.errors import BadInput
from plan.model import LayerPlan
from plan.serialise import to_json
from tests.conftest import REPOSITORY, Estates, Plans

ON = date(2026, 11, 28)
ORGANISATION, PROJECT = "6b9f2c1e-7c55-4e1b-9a51-3f1c5a0d7e21", "a1b2c3d4-1111-4222-8333-444455556666"
STATE = "s3://hdh-state?endpoint=https://s3.fr-par.scw.cloud&region=fr-par&use_path_style=true"
TARGETS = {
    "schema": "bastide/targets/1",
    "forges": ["git.hdh.example", "github.com"],
    "runners": {"vault-1": {"country": "FR"}, "far-1": {"country": "US"}},
    "estates": {
        "scaleway": {
            "state": {"host": "s3.fr-par.scw.cloud", "bucket": "hdh-state"},
            "providers": {"scaleway": {"organizationId": ORGANISATION, "region": "fr-par"}},
        }
    },
    "stacks": {
        "scaleway-bootstrap": {"providers": {"scaleway": {"projectId": PROJECT}}},
        "scaleway-hub": {"providers": {"scaleway": {"projectId": PROJECT}}},
    },
}
ENVIRONMENT = {
    "BASTIDE_RUNNER": "vault-1",
    "PULUMI_BACKEND_URL": STATE,
    "SCW_DEFAULT_PROJECT_ID": PROJECT,
    "SCW_DEFAULT_ORGANIZATION_ID": ORGANISATION,
}
Edit = Callable[[Any], None]
_planned = guard_module._planned
_plans: dict[tuple[str, ...], LayerPlan] = {}


@pytest.fixture(autouse=True)
def planned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files give the same plan, which takes seconds: made once for all tests of a process."""

    def planned(estate: str, layer: str, folder: Path) -> LayerPlan:
        key = (estate, layer, (folder / f"{estate}.yaml").read_text(encoding="utf-8"))
        if key not in _plans:
            _plans[key] = _planned(estate, layer, folder)
        return _plans[key]

    monkeypatch.setattr(guard_module, "_planned", planned)


@pytest.fixture
def checkout(estates: Estates) -> Estates:
    """A repository in which the organisation's own ids are put in."""
    (estates.root / "Pulumi.yaml").write_text("name: bastide\nruntime: python\n", encoding="utf-8")
    estates.replace("scaleway.yaml", "00000000-0000-4000-8000-000000000001", ORGANISATION)
    estates.replace("scaleway.yaml", "00000000-0000-4000-8000-000000000002", PROJECT)
    declare(estates)
    return estates


def declare(estates: Estates, edit: Edit | None = None) -> None:
    data = yaml.safe_load(yaml.safe_dump(TARGETS))
    if edit:
        edit(data)
    file = estates.root / "pipelines" / "targets.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(data), encoding="utf-8")


def judged(
    estates: Estates, stack: str = "scaleway-hub", preview: Path | None = None, /, **environment: str
) -> list[Judged]:
    return guard(stack, estates.folder, {**ENVIRONMENT, **environment}, ON, preview)


def refused(found: list[Judged]) -> list[str]:
    return [item.found for item in found if isinstance(item, Refusal)]


def test_a_run_that_aims_as_meant_is_let_through(checkout: Estates) -> None:
    found = judged(checkout)
    assert refused(found) == []
    agreed = {(item.provider, item.aim, item.by) for item in found if isinstance(item, Agreed)}
    assert agreed >= {
        ("scaleway", "organizationId", "plan"),
        ("scaleway", "projectId", "SCW_DEFAULT_PROJECT_ID"),
        ("scaleway", "region", "plan"),
        ("state", "bucket", "PULUMI_BACKEND_URL"),
        ("run", "runner", "BASTIDE_RUNNER"),
    }


def with_link(data: Any) -> None:
    data["stacks"]["scaleway-prod"] = {
        "providers": {"scaleway": {"projectId": PROJECT}, "scaleway-hub": {"projectId": ORGANISATION}}
    }


def test_a_second_account_of_a_package_is_known_later(checkout: Estates) -> None:
    """The variables are of the first one only."""
    declare(checkout, with_link)
    found = judged(checkout, "scaleway-prod")
    assert refused(found) == []
    assert Later("scaleway-hub", "projectId") in found


def previewed(plan: LayerPlan, folder: Path, providers: str = "real", **values: str) -> Path:
    """The real preview of a layer, in which the state has given the values of the provider `scaleway`."""
    resources = tuple(
        replace(item, inputs={**item.inputs, **values}) if item.is_provider and item.name == "scaleway" else item
        for item in plan.resources
    )
    file = folder / "real.json"
    file.write_text(to_json([replace(plan, resources=resources, providers=providers)]), encoding="utf-8")
    return file


def test_with_the_state_in_sight_everything_must_be_known(checkout: Estates, plans: Plans, tmp_path: Path) -> None:
    hub = next(plan for plan in plans["scaleway"] if plan.layer == "hub")
    good = {"organizationId": ORGANISATION}
    found = refused(judged(checkout, "scaleway-hub", previewed(hub, tmp_path, **good)))
    assert any(
        "`projectId` of the provider `scaleway` is not known even with the state in sight" in item for item in found
    )
    other = previewed(hub, tmp_path, **good, projectId="another")
    assert "`projectId` of the provider `scaleway` is `another` in the plan" in "".join(
        refused(judged(checkout, "scaleway-hub", other))
    )


def test_a_preview_of_stand_ins_or_of_another_stack_is_no_real_one(
    checkout: Estates, plans: Plans, tmp_path: Path
) -> None:
    hub = next(plan for plan in plans["scaleway"] if plan.layer == "hub")
    for stack, providers in (("scaleway-hub", "offline"), ("scaleway-prod", "real")):
        with pytest.raises(BadInput, match="there is no real preview"):
            judged(checkout, stack, previewed(hub, tmp_path, providers))


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SCW_DEFAULT_PROJECT_ID": ORGANISATION}, "these are credentials of something else"),
        ({"SCW_DEFAULT_PROJECT_ID": ""}, "SCW_DEFAULT_PROJECT_ID is no use: it is set and empty"),
        ({"SCW_DEFAULT_ORGANIZATION_ID": "other"}, "SCW_DEFAULT_ORGANIZATION_ID is `other`"),
        ({"SCW_DEFAULT_REGION": "nl-ams"}, "SCW_DEFAULT_REGION is `nl-ams`"),
        ({"PULUMI_BACKEND_URL": ""}, "PULUMI_BACKEND_URL is no use: it is set and empty"),
        ({"PULUMI_BACKEND_URL": STATE.replace("hdh-state", "test-state")}, "the bucket of the state is `test-state`"),
        ({"PULUMI_BACKEND_URL": STATE.replace("fr-par.scw", "nl-ams.scw")}, "the host of the state is"),
        ({"PULUMI_BACKEND_URL": "file:///var/state"}, "the host of the state is none, for it is a folder"),
        ({"BASTIDE_RUNNER": ""}, "BASTIDE_RUNNER does not say which machine"),
        ({"BASTIDE_RUNNER": "laptop"}, "the machine `laptop` is not in `runners`"),
        ({"BASTIDE_RUNNER": "far-1"}, "the machine `far-1` stands in US"),
        ({"CI": "true"}, "no table knows this forge"),
        ({"GITLAB_CI": "true", "CI_RUNNER_DESCRIPTION": "vault-1"}, "CI_SERVER_URL does not say which forge"),
        ({"GITLAB_CI": "true", "CI_SERVER_URL": "https://other.example"}, "the forge other.example is not in `forges`"),
        # however it stands in the list
        ({"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com"}, "with its seat in US"),
    ],
)
def test_what_differs_or_is_empty_is_refused(checkout: Estates, environment: dict[str, str], words: str) -> None:
    found = refused(judged(checkout, **environment))
    assert any(words in item for item in found), found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SCW_DEFAULT_PROJECT_ID", "none of SCW_DEFAULT_PROJECT_ID says it"),
        ("PULUMI_BACKEND_URL", "no state backend is named"),
        ("BASTIDE_RUNNER", "BASTIDE_RUNNER does not say"),
    ],
)
def test_what_nothing_says_is_refused(checkout: Estates, name: str, words: str) -> None:
    environment = {key: value for key, value in ENVIRONMENT.items() if key != name}
    found = refused(guard("scaleway-hub", checkout.folder, environment, ON, None))
    assert any(words in item for item in found), found


def test_a_forge_of_one_s_own_may(checkout: Estates) -> None:
    forge = {"GITLAB_CI": "true", "CI": "true", "CI_SERVER_URL": "https://git.hdh.example"}
    assert refused(judged(checkout, **forge, CI_RUNNER_DESCRIPTION="vault-1")) == []


def elsewhere(data: Any) -> None:
    data["estates"]["scaleway"]["providers"]["scaleway"] = {"organizationId": PROJECT, "region": "nl-ams"}


def test_a_plan_of_another_account_is_refused(checkout: Estates) -> None:
    declare(checkout, elsewhere)
    found = "\n".join(refused(judged(checkout)))
    assert (
        f"`organizationId` of the provider `scaleway` is `{ORGANISATION}` in the plan and must be `{PROJECT}`" in found
    )
    assert "`region` of the provider `scaleway` is `fr-par` in the plan and must be `nl-ams`" in found


def without_project(data: Any) -> None:
    del data["stacks"]["scaleway-hub"]


def without_state(data: Any) -> None:
    del data["estates"]["scaleway"]["state"]


def with_example(data: Any) -> None:
    data["estates"]["scaleway"]["providers"]["scaleway"]["organizationId"] = "00000000-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (without_project, "does not say what it must be"),
        (without_state, "does not say where the state lies"),
        (with_example, "has an example"),
    ],
)
def test_a_target_that_does_not_say_it_guards_nothing_and_refuses(checkout: Estates, edit: Edit, words: str) -> None:
    declare(checkout, edit)
    assert any(words in item for item in refused(judged(checkout)))


def misspelled(data: Any) -> None:
    data["stacks"]["scaleway-hubb"] = data["stacks"].pop("scaleway-hub")


def an_estate_as_stack(data: Any) -> None:
    data["stacks"]["scaleway"] = {}


def an_unknown_estate(data: Any) -> None:
    data["estates"]["scalewey"] = {}


def an_unknown_key(data: Any) -> None:
    data["forge"] = []


def a_country(data: Any) -> None:
    data["runners"]["vault-1"]["country"] = "France"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (misspelled, "did you mean `scaleway-hub`"),
        (an_estate_as_stack, "`scaleway` is a whole estate"),
        (an_unknown_estate, "there is no estate `scalewey`"),
        (an_unknown_key, "forge"),
        (a_country, "country"),
    ],
)
def test_a_wrong_file_is_bad_input_with_its_line(checkout: Estates, edit: Edit, words: str) -> None:
    declare(checkout, edit)
    with pytest.raises(BadInput) as error:
        judged(checkout)
    assert words in error.value.message()
    assert error.value.place is not None
    assert error.value.place.line is not None


def test_a_whole_estate_and_a_missing_file_are_bad_input(checkout: Estates) -> None:
    with pytest.raises(BadInput, match="whole estate"):
        judged(checkout, "scaleway")
    (checkout.root / "pipelines" / "targets.yaml").unlink()
    with pytest.raises(BadInput, match="there is no such file"):
        judged(checkout)


def test_every_provider_of_every_estate_has_its_aims_read(plans: Plans) -> None:
    """No package is unknown, and what the program sets is read, in all stacks."""
    for estate in plans:
        for plan in plans[estate]:
            for provider in aims.aimed(plan):
                assert provider.package in aims.AIMS, (plan.stack, provider)
                assert [aim for aim, value in provider.values.items() if value is None] == [], (plan.stack, provider)


def test_as_shipped_no_stack_may_run(plans: Plans, estates: Estates) -> None:
    (estates.root / "pipelines").mkdir()
    (estates.root / "Pulumi.yaml").write_text("name: bastide\nruntime: python\n", encoding="utf-8")
    shipped = REPOSITORY / "pipelines" / "targets.yaml"
    (estates.root / "pipelines" / "targets.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    found = refused(judged(estates, "scaleway-bootstrap"))
    assert any("has an example" in item for item in found)
    assert any("is not in `runners`" in item for item in found)
    assert any("does not say where the state lies" in item for item in found)


@pytest.mark.parametrize(("project", "code"), [(PROJECT, None), (ORGANISATION, 1)])
def test_the_command_says_it_and_exits(
    checkout: Estates,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    project: str,
    code: int | None,
) -> None:
    monkeypatch.chdir(checkout.root)
    for name in ("CI", "GITLAB_CI", "GITHUB_ACTIONS", "SCW_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**ENVIRONMENT, "SCW_DEFAULT_PROJECT_ID": project}.items():
        monkeypatch.setenv(name, value)
    try:
        target("scaleway-hub")
        ended = None
    except typer.Exit as error:
        ended = error.exit_code
    said = capsys.readouterr()
    assert ended == code
    assert "as meant: state bucket = hdh-state (PULUMI_BACKEND_URL)" in said.out
    assert ("refused: " in said.err) == (code == 1)
