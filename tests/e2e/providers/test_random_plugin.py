"""The real plugin of `random` beside the stand-ins of all other packages: who was which, and that both agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bastide.preview import written
from plan.engine.estate import Target, previews, ups
from plan.engine.plugins import CHOICE
from plan.engine.session import session
from plan.model import LayerPlan, Operation
from stacks.catalogue import BOOTSTRAP
from tests.built_tools import plugin_folder
from tests.e2e.providers.conftest import preview, providers
from tests.plan.engine.lives import checkout, operations
from tests.pulumi_cli import real_cli

pytestmark = pytest.mark.xdist_group("real-random")

STACK, LAYER = "scaleway-space-cardio", "space-cardio"
REAL, OFFLINE = {"random": "real", "scaleway": "offline"}, {"random": "offline", "scaleway": "offline"}
MIXED = "mixed: random real; scaleway offline"
_SECRET = "4dabf18193072939515e22adb298388d"  # how Pulumi marks a sealed value


@dataclass(frozen=True)
class Applied:
    """A layer that was previewed, applied with those below it, and previewed again."""

    first: LayerPlan
    second: LayerPlan
    state: Mapping[str, Any]

    def generated(self) -> dict[str, Mapping[str, Any]]:
        """The resources of `random` in the state, by name."""
        found = [item for item in self.state["resources"] if item["type"].startswith("random:")]
        return {item["urn"].rpartition("::")[2]: item for item in found}


def applied(root: Path) -> Applied:
    with session(root, "scaleway") as (run, host):
        target = Target("scaleway", host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        (first,) = previews(run, host, target, [LAYER])
        ups(run, host, target, [LAYER])
        state = run.files.read_state(STACK)
        assert state is not None
        (second,) = previews(run, host, target, [LAYER])
        return Applied(first, second, state)


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    real_cli()
    folder = plugin_folder(tmp_path_factory.mktemp("plugins"), "random")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CHOICE, str(folder))
        yield folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("mixed"), providers(random="real"))


@pytest.fixture(scope="module")
def mixed(plugins: Path, root: Path) -> Applied:
    return applied(root)


@pytest.fixture(scope="module")
def offline(plugins: Path, tmp_path_factory: pytest.TempPathFactory) -> Applied:
    return applied(checkout(tmp_path_factory.mktemp("offline")))


def test_the_plan_says_which_package_was_real(mixed: Applied, offline: Applied) -> None:
    assert (mixed.first.providers, mixed.first.packages) == ("mixed", REAL)
    assert (offline.first.providers, offline.first.packages) == ("offline", OFFLINE)


def test_the_second_preview_after_up_changes_nothing(mixed: Applied) -> None:
    assert operations([mixed.first]) == {Operation.CREATE}
    assert operations([mixed.second]) == {Operation.SAME}


def test_the_real_plugin_generated_the_secrets(mixed: Applied, offline: Applied) -> None:
    """The stand-in's are the same in each run; those of the plugin are random, of the length that was asked for."""
    again = mixed.generated()
    assert again.keys() == offline.generated().keys()
    assert again
    for name, item in again.items():
        assert item["id"], name
        assert item["outputs"] != offline.generated()[name]["outputs"], name


def test_both_agree_on_inputs(mixed: Applied, offline: Applied) -> None:
    ours, theirs = (
        {item.name: item.inputs for item in life.first.resources if item.type.startswith("random:")}
        for life in (offline, mixed)
    )
    assert ours
    assert ours == theirs


def test_both_agree_on_outputs_and_on_what_is_secret(mixed: Applied, offline: Applied) -> None:
    for name, item in mixed.generated().items():
        ours = offline.generated()[name]
        assert _known(item["outputs"]) == _known(ours["outputs"]), name
        assert _sealed(item["outputs"]) == _sealed(ours["outputs"]), name
        assert "result" in _sealed(item["outputs"]), name
        assert set(item.get("additionalSecretOutputs") or ()) == set(ours.get("additionalSecretOutputs") or ()), name


def _known(outputs: Mapping[str, Any]) -> set[str]:
    """Without what the bridge notes for itself, and the id, which it writes down twice."""
    return {name for name in outputs if not name.startswith("__") and name != "id"}


def _sealed(outputs: Mapping[str, Any]) -> set[str]:
    return {name for name, value in outputs.items() if isinstance(value, dict) and _SECRET in value}


def test_the_command_shows_which_was_which(plugins: Path, root: Path) -> None:
    done = preview(root, f"scaleway-{BOOTSTRAP}", "--engine", "pulumi", "--format", "text", COLUMNS="160")
    assert done.returncode == 0, done.stderr
    assert MIXED in done.stdout


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_a_report_shows_which_was_which(mixed: Applied, format_: str) -> None:
    assert MIXED in written((mixed.first,), format_, detail=False)


def test_json_names_each_package(mixed: Applied) -> None:
    (stack,) = json.loads(written((mixed.first,), "json", detail=False))["stacks"]
    assert (stack["providers"], stack["packages"]) == ("mixed", REAL)
