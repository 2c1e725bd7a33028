"""An upgrade of Bastide replaces and deletes nothing: the current code against the states of released versions."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from plan.engine import exported
from plan.engine.estate import Target, previews
from plan.engine.session import session
from plan.model import LayerPlan, Operation, PlannedResource
from stacks.catalogue import estates
from tests.plan.engine.lives import REPOSITORY, checkout, replaced
from tools.record_upgrade import SCHEMA, version

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.json.gz"))
LOST = (Operation.DELETE, Operation.REPLACE)


def states(file: Path) -> Mapping[str, Any]:
    content = json.loads(gzip.decompress(file.read_bytes()))
    assert content["schema"] == SCHEMA
    found: Mapping[str, Any] = content["stacks"]
    return found


def upgraded(file: Path, folder: Path, root: Path = REPOSITORY, layers: Iterable[str] = ()) -> tuple[LayerPlan, ...]:
    """What the program in `root` would do to the recorded states."""
    estate = file.name.removesuffix(".json.gz")
    with session(root, estate) as (run, host):
        target = Target(estate, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        for stack, state in states(file).items():
            single = folder / f"{stack}.json"
            single.write_text(json.dumps(state))
            name, found = exported.read(single, run.vault.seal, run.vault.secrets_providers)
            assert name == stack
            run.add_stack(stack, found)
        return previews(run, host, target, tuple(layers))


def lost(plans: Iterable[LayerPlan]) -> list[PlannedResource]:
    return [item for plan in plans for item in plan.resources if item.operation in LOST and item.custom]


def moves() -> list[dict[str, str]]:
    content = yaml.safe_load((FOLDER / "moves.yaml").read_text(encoding="utf-8"))
    assert content["schema"] == "bastide/moves/1"
    found: list[dict[str, str]] = content["moves"]
    return found


def test_this_version_and_every_estate_is_recorded() -> None:
    recorded = {file.relative_to(FOLDER).as_posix() for file in FILES}
    wanted = {f"{version()}/{estate}.json.gz" for estate in estates()}

    assert wanted <= recorded, "record it: make record-upgrade"


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            file, id=file.relative_to(FOLDER).as_posix(), marks=pytest.mark.xdist_group(f"upgrade-{file.stem}")
        )
        for file in FILES
    ],
)
def test_an_upgrade_replaces_and_deletes_nothing(file: Path, tmp_path: Path) -> None:
    plans = upgraded(file, tmp_path)

    found = [f"{item.operation} {item.urn}: {item.diff}" for item in lost(plans)]
    assert not found, (
        "an upgrade would lose resources. Give the moved ones an alias and list them in tests/upgrades/moves.yaml and "
        "CHANGELOG.md:\n" + "\n".join(found[:20])
    )
    planned = {item.urn for plan in plans for item in plan.resources}
    for move in moves():
        if move["version"] == file.parent.name and move["stack"] in states(file):
            assert move["new"] in planned, f"the move to {move['new']} does not happen"


def test_every_move_stands_in_the_changelog() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")

    for move in moves():
        assert move["old"] in changelog
        assert move["new"] in changelog


@pytest.mark.xdist_group("upgrade-seeded")
def test_a_renamed_resource_is_found(tmp_path: Path) -> None:
    file = FOLDER / version() / "scaleway.json.gz"
    root = checkout(tmp_path, _renaming(alias=False))

    found = {(item.operation, item.name) for item in lost(upgraded(file, tmp_path, root, ["bootstrap"]))}

    assert (Operation.DELETE, "state-encryption") in found


@pytest.mark.xdist_group("upgrade-seeded")
def test_an_alias_makes_a_renaming_a_move(tmp_path: Path) -> None:
    file = FOLDER / version() / "scaleway.json.gz"
    root = checkout(tmp_path, _renaming(alias=True))

    plans = upgraded(file, tmp_path, root, ["bootstrap"])

    assert not lost(plans)
    (moved,) = [item for plan in plans for item in plan.resources if item.name == "state-cipher"]
    assert moved.operation is Operation.SAME


def _renaming(*, alias: bool) -> Any:
    """Gives the encryption of every bucket another name."""
    old = """        f"{place.name}-encryption",
        bucket=made.name,
        rules=[_encryption(key)],
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD, data=True),
"""
    new = old.replace("-encryption", "-cipher")
    if alias:
        merged = "pulumi.ResourceOptions(aliases=[pulumi.Alias(name=f'{place.name}-encryption')])"
        new = new.replace(
            "place.options(provider=CLOUD, data=True)",
            f"pulumi.ResourceOptions.merge(place.options(provider=CLOUD, data=True), {merged})",
        )
    edit = replaced("components/scaleway/storage.py", old, new)

    def both(root: Path) -> None:
        edit(root)
        file = root / "components" / "scaleway" / "storage.py"
        file.write_text(
            file.read_text().replace("from pulumiverse_scaleway", "import pulumi\nfrom pulumiverse_scaleway", 1)
        )

    return both


def test_the_recorder_leaves_a_recorded_version_alone() -> None:
    before = {file: file.read_bytes() for file in FILES}
    done = subprocess.run(
        [sys.executable, "tools/record_upgrade.py"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert done.stdout.count("is there") == len(estates())
    assert {file: file.read_bytes() for file in FILES} == before
