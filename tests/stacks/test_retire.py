"""Retiring: exactly what is listed loses its protection, in order, with approvals and evidence; keys last.

That receipts and records of destruction hold is tested in test_retire_proofs.py.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.estate import plan_loaded
from plan.model import PlannedResource
from stacks import catalogue, retire
from stacks.estate import Estate, load_estate
from tests.planned import plans_of
from tests.stacks.retiring import LEGACY, TARGET, Retiring, entry, layer_plan, write_list

GONE = {"state": "gone", "evidence": [{"id": "EV-2027-014", "sha256": "0" * 64}]}
KEY = {"role": "Environment/Key", "name": "prod-data"}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes the file of a folder of its own, from which the programs take it."""

    def write(*entries: dict[str, Any]) -> Path:
        write_list(tmp_path, *entries)
        monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
        return tmp_path

    return write


@pytest.fixture
def retiring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Retiring:
    """A repository with approvers, from which the programs take the list."""
    made = Retiring.started(tmp_path)
    monkeypatch.setattr(catalogue, "FOLDER", made.folder)
    return made


def of(folder: Path) -> tuple[retire.Proved, ...]:
    """What is listed, taken for proved."""
    return tuple(retire.Proved(item, frozenset()) for item in retire.retired(folder))


def planned(estate: Estate, layer: str) -> dict[str, PlannedResource]:
    (plan,) = plan_loaded(estate, (layer,))
    return {resource.urn: resource for resource in plan.resources}


def kept(resources: dict[str, PlannedResource]) -> set[str]:
    return {urn for urn, item in resources.items() if item.options.protect or item.options.retain_on_delete}


@pytest.mark.parametrize(
    ("estate", "stack", "role", "name"),
    [
        (LEGACY, "azure-legacy-prod", "Environment/Bucket", "prod-catalogue"),
        (LEGACY, "azure-legacy-space-cardio", "ProjectSpace/Airlock/Bucket", "cardio-outbox"),
        (TARGET, "scaleway-prod", "Environment/Database", "prod-core"),
    ],
)
def test_exactly_what_is_listed_loses_its_protection(
    retiring: Retiring, estate: str, stack: str, role: str, name: str
) -> None:
    loaded = load_estate(estate)
    layer = stack.removeprefix(f"{estate}-")
    plan = layer_plan(estate, layer)
    before = {resource.urn: resource for resource in plan.resources}
    retiring.write(entry(stack=stack, role=role, name=name, receipt=retiring.receipt(plan, role, name)))
    after = planned(loaded, layer)

    assert after.keys() == before.keys()
    freed = kept(before) - kept(after)
    owner = next(urn for urn, item in after.items() if item.is_role and item.name == name and urn_kind(urn) == role)
    assert freed == {urn for urn in kept(before) if after[urn].parent == owner}
    assert freed
    assert {urn for urn in after if urn not in freed and after[urn] != before[urn]} == set()


def urn_kind(urn: str) -> str:
    types = urn.split("::")[2].split("$")
    return "/".join(part.rpartition(":")[2] for part in types if part.startswith("bastide:"))


def test_nothing_is_listed_today() -> None:
    assert retire.retired(catalogue.FOLDER) == ()


def test_a_folder_without_the_file_retires_nothing(tmp_path: Path) -> None:
    assert retire.retired(tmp_path) == ()


BAD: list[tuple[str, list[dict[str, Any]]]] = [
    ("two persons", [entry(approved_by=["asker@example.org", "one@example.org"])]),
    ("two persons", [entry(approved_by=["one@example.org", "one@example.org"])]),
    ("approved_by", [entry(approved_by=["one@example.org"])]),
    ("approved_by", [entry(approved_by=["security-officer-1", "one@example.org"])]),
    ("approved_by", [entry(approved_by=["One@example.org", "one@example.org"])]),
    ("evidence", [entry(state="gone", evidence=["EV-2027-014"])]),
    ("receipt", [entry(receipt="signed")]),
    ("records of destruction", [entry(state="gone")]),
    ("records of destruction", [entry(evidence=GONE["evidence"])]),
    ("a path that ends with", [entry(role="Environment/Network", name="prod")]),
    ("twice", [entry(), entry()]),
    ("the order identity", [entry(), entry(**KEY)]),
    ("the order identity", [entry(state="leaving"), entry(**KEY)]),
    ("records of destruction", [entry(state="leaving", evidence=GONE["evidence"])]),
    ("the order identity", [entry(**KEY), entry(**GONE), entry(name="prod-main")]),
    ("the order identity", [entry(role="Environment/Portal", name="prod-portal"), entry()]),
]


@pytest.mark.parametrize(("said", "entries"), BAD, ids=range(len(BAD)))
def test_a_wrong_list_is_one_message(written: Any, said: str, entries: list[dict[str, Any]]) -> None:
    folder = written(*entries)
    with pytest.raises(BadInput) as raised:
        retire.retired(folder)
    assert said in raised.value.message()
    assert retire.FILE in raised.value.message()


def test_the_order_is_kept_in_one_stack_and_not_between_two(written: Any) -> None:
    other = entry(stack="azure-legacy-nonprod", name="nonprod-synthetic")
    assert len(retire.retired(written(entry(role="Environment/Backup", name="prod-daily"), other))) == 2


@pytest.mark.parametrize("key", [KEY, {"role": "Environment/KeyStore", "name": "prod"}])
def test_a_key_waits_for_everything_under_it(written: Any, key: dict[str, Any]) -> None:
    loaded = load_estate(LEGACY)
    items = of(written(entry(**key)))
    with pytest.raises(BadInput, match="keys last"):
        retire.check_keys(items, loaded.intent, "azure-legacy-prod", catalogue.FOLDER)


def test_a_key_goes_once_nothing_is_under_it(written: Any) -> None:
    loaded = load_estate(LEGACY)
    prod = next(area for area in loaded.intent.environments if area.name == "prod")
    blocks = ("buckets", "file_shares", "databases", "volumes", "backups", "clusters", "workstations")
    bare = prod.model_copy(update=dict.fromkeys(blocks, ()))
    intent = loaded.intent.changed(
        environments=tuple(bare if area is prod else area for area in loaded.intent.environments)
    )
    items = of(written(entry(**KEY)))
    retire.check_keys(items, intent, "azure-legacy-prod", catalogue.FOLDER)


def test_the_hubs_keys_wait_for_all_areas(written: Any) -> None:
    loaded = load_estate(LEGACY)
    items = of(written(entry(stack="azure-legacy-hub", role="Environment/KeyStore", name="hub")))
    with pytest.raises(BadInput, match=r"while \d\d roles") as raised:
        retire.check_keys(items, loaded.intent, "azure-legacy-hub", catalogue.FOLDER)
    assert "hub" in raised.value.message()


def test_a_key_that_waits_stops_the_program(retiring: Retiring) -> None:
    receipt = retiring.receipt(layer_plan(LEGACY, "prod"), *KEY.values())
    retiring.write(entry(**KEY, receipt=receipt))
    with pytest.raises(Exception, match="keys last") as raised:
        plan_loaded(load_estate(LEGACY), ("prod",))
    assert isinstance(raised.value.__cause__, BadInput)


def test_a_role_that_is_not_there_stops_the_program(retiring: Retiring) -> None:
    receipt = retiring.receipt(layer_plan(LEGACY, "prod"), "Environment/Bucket", "prod-catalogue")
    retiring.write(entry(name="prod-catalog", receipt=receipt))
    with pytest.raises(Exception, match="nothing of `Environment/Bucket prod-catalog`") as raised:
        plan_loaded(load_estate(LEGACY), ("prod",))
    assert isinstance(raised.value.__cause__, BadInput)


def test_a_role_on_its_way_out_is_not_built_and_stops_nothing(retiring: Retiring) -> None:
    receipt = retiring.receipt(layer_plan(LEGACY, "prod"), "Environment/Bucket", "prod-catalogue")
    retiring.write(entry(state="leaving", receipt=receipt))
    with pytest.raises(Exception, match="listed as leaving") as raised:
        plan_loaded(load_estate(LEGACY), ("prod",))
    assert isinstance(raised.value.__cause__, BadInput)
    loaded = load_estate(LEGACY)
    areas = tuple(
        area.model_copy(update={"buckets": tuple(one for one in area.buckets if one.name != "catalogue")})
        for area in loaded.intent.environments
    )
    without = replace(loaded, intent=loaded.intent.changed(environments=areas))
    before, (after,) = layer_plan(LEGACY, "prod"), plan_loaded(without, ("prod",))
    assert 0 < len(after.resources) < len(before.resources)


def test_every_role_that_protects_something_has_a_step() -> None:
    for name in (LEGACY, TARGET):
        for plan in plans_of(name):
            known = {item.urn: item for item in plan.resources}
            owners = {item.parent for item in plan.resources if item.options.protect}
            kinds = {known[owner].role_kind for owner in owners}
            assert kinds - {"Project"} <= set(retire.STEPS), plan.layer
