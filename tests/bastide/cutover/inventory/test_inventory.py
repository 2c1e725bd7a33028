"""`bastide inventory` against the whole legacy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from plan.arm_id import parsed
from plan.model import LayerPlan
from tests.bastide.cutover.inventory.azure import identity, written
from tests.conftest import Answer, Estates, Plans

pytestmark = pytest.mark.xdist_group("legacy")

SUBSCRIPTION = "00000000-0000-4000-8000-000000000000"
DAY = ("--date", "2026-11-28", "--taken", "2026-11-27")
Run = Callable[..., Answer]


@pytest.fixture
def inventory(bastide: Callable[..., Answer], plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `bastide inventory` in this process, over a plan that is made once."""

    def planned(estate: str, layers: tuple[str, ...] = (), **_: object) -> tuple[LayerPlan, ...]:
        assert not layers
        return plans[estate]

    monkeypatch.setattr("plan.estate.plan_estate", planned)
    return lambda *arguments: bastide("inventory", *arguments, *DAY)


@pytest.fixture(scope="session")
def everything(plans: Plans) -> list[dict[str, Any]]:
    """The legacy as a list of rows: all that its plan adopts."""
    ids = [item.options.import_id for plan in plans["azure-legacy"] for item in plan.resources if item.is_cloud]
    return [{"id": key, "type": kind.type, "properties": {}} for key in ids if (kind := parsed(key)) is not None]


def test_the_legacy_is_covered_by_a_list_of_all_that_it_adopts(
    inventory: Run, everything: list[dict[str, Any]], tmp_path: Path
) -> None:
    answer = inventory("--from", str(written(tmp_path, everything)), "--format", "json")
    assert answer.code == 0, answer.err
    said = json.loads(answer.out)
    assert said["schema"] == "bastide/inventory-coverage/1"
    assert said["complete"] is True
    assert said["missing"] == []
    assert said["summary"]["managed"] == len(everything) == 600


def test_one_row_more_fails_and_is_named(inventory: Run, everything: list[dict[str, Any]], tmp_path: Path) -> None:
    scope = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hdh-prod"
    by_hand = identity("Microsoft.Compute/virtualMachines", "by-hand", scope=scope)
    rows = [*everything, {"id": by_hand, "type": "Microsoft.Compute/virtualMachines", "properties": {}}]
    answer = inventory("--from", str(written(tmp_path, rows)))
    assert answer.code == 1
    assert by_hand in answer.out
    assert "rows.json: [600]" in answer.out
    assert "do: add it to the legacy's intent" in answer.out
    assert "Not covered" in answer.out


def test_another_subscription_is_refused(inventory: Run, tmp_path: Path) -> None:
    other = f"/subscriptions/{SUBSCRIPTION[:-1]}9/resourceGroups/rg"
    row = {"id": identity("Microsoft.Compute/disks", "a", scope=other), "type": "Microsoft.Compute/disks"}
    answer = inventory("--from", str(written(tmp_path, [row])))
    assert answer.code == 2
    assert f"the inventory is of the subscription {SUBSCRIPTION[:-1]}9" in answer.err
    assert "do:" in answer.err


def test_an_estate_elsewhere_has_no_inventory_of_azure(
    inventory: Run, everything: list[dict[str, Any]], tmp_path: Path
) -> None:
    answer = inventory("--from", str(written(tmp_path, everything)), "--estate", "scaleway")
    assert answer.code == 2
    assert "the estate `scaleway` is at scaleway" in answer.err


def test_ids_that_the_estate_lacks_are_written_and_then_adopted(
    bastide: Callable[..., Answer], everything: list[dict[str, Any]], estates: Estates, tmp_path: Path
) -> None:
    file = estates.folder / "azure-legacy.imports.yaml"
    whole = file.read_text(encoding="utf-8")
    dropped = [line for line in whole.splitlines() if "StorageAccount::" in line or "::hub-lock" in line]
    assert len(dropped) > 5
    file.write_text("\n".join(line for line in whole.splitlines() if line not in dropped) + "\n", encoding="utf-8")
    rows = str(written(tmp_path, everything))
    answer = bastide("inventory", "--from", rows, "--write-imports", "--format", "json", *DAY)
    assert answer.code == 0, answer.err
    assert sum(row["adopts"] for row in json.loads(answer.out)["rows"]) == len(dropped)
    assert "azure-legacy.imports.yaml" in answer.err
    # the ids come back as the inventory spells them, and everything else stays as it was
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == yaml.safe_load(whole)
    assert file.read_text(encoding="utf-8").splitlines()[:3] == whole.splitlines()[:3]
    again = bastide("inventory", "--from", rows, "--write-imports", "--format", "json", *DAY)
    assert again.code == 0
    assert "nothing to write" in again.err
