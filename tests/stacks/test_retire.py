"""Retiring: exactly what is listed loses its protection, in order, with approvals and evidence; keys last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from facts.errors import BadInput
from plan.estate import plan_loaded
from plan.model import PlannedResource
from stacks import catalogue, retire
from stacks.estate import Estate, load_estate
from tests.planned import plans_of

LEGACY, TARGET = "azure-legacy", "scaleway"
RECEIPT = "0" * 64


def entry(**changed: Any) -> dict[str, Any]:
    return {
        "stack": "azure-legacy-prod",
        "role": "Environment/Bucket",
        "name": "prod-catalogue",
        "state": "lifted",
        "reason": "copied, verified and signed by its owner",
        "requested_by": "platform-operator-1",
        "approved_by": ["security-officer-1", "data-protection-officer"],
        "approved_on": "2027-05-03",
        "receipt": RECEIPT,
        **changed,
    }


GONE = {"state": "gone", "evidence": ["EV-2027-014"]}
KEY = {"role": "Environment/Key", "name": "prod-data"}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes the file of a folder of its own, from which the programs take it."""

    def write(*entries: dict[str, Any]) -> Path:
        text = yaml.safe_dump({"schema": "bastide/retire/1", "roles": list(entries)}, sort_keys=False)
        (tmp_path / retire.FILE).write_text(text.replace("'2027-05-03'", "2027-05-03"), encoding="utf-8")
        monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
        return tmp_path

    return write


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
    written: Any, estate: str, stack: str, role: str, name: str
) -> None:
    loaded = load_estate(estate)
    layer = stack.removeprefix(f"{estate}-")
    before = planned(loaded, layer)
    written(entry(stack=stack, role=role, name=name))
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
    ("two persons", [entry(approved_by=["platform-operator-1", "security-officer-1"])]),
    ("two persons", [entry(approved_by=["security-officer-1", "security-officer-1"])]),
    ("approved_by", [entry(approved_by=["security-officer-1"])]),
    ("receipt", [entry(receipt="signed")]),
    ("records of destruction", [entry(state="gone")]),
    ("records of destruction", [entry(evidence=["EV-2027-014"])]),
    ("a path that ends with", [entry(role="Environment/Network", name="prod")]),
    ("twice", [entry(), entry()]),
    ("the order identity", [entry(), entry(**KEY)]),
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
    items = retire.retired(written(entry(**key)))
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
    items = retire.retired(written(entry(**KEY)))
    retire.check_keys(items, intent, "azure-legacy-prod", catalogue.FOLDER)


def test_the_hubs_keys_wait_for_all_areas(written: Any) -> None:
    loaded = load_estate(LEGACY)
    items = retire.retired(written(entry(stack="azure-legacy-hub", role="Environment/KeyStore", name="hub")))
    with pytest.raises(BadInput, match=r"while \d\d roles") as raised:
        retire.check_keys(items, loaded.intent, "azure-legacy-hub", catalogue.FOLDER)
    assert "hub" in raised.value.message()


def test_a_key_that_waits_stops_the_program(written: Any) -> None:
    written(entry(**KEY))
    with pytest.raises(Exception, match="keys last") as raised:
        plan_loaded(load_estate(LEGACY), ("prod",))
    assert isinstance(raised.value.__cause__, BadInput)


def test_a_role_that_is_not_there_stops_the_program(written: Any) -> None:
    written(entry(name="prod-catalog"))
    with pytest.raises(Exception, match="does not have") as raised:
        plan_loaded(load_estate(LEGACY), ("prod",))
    assert isinstance(raised.value.__cause__, BadInput)


def test_every_role_that_protects_something_has_a_step() -> None:
    for name in (LEGACY, TARGET):
        for plan in plans_of(name):
            known = {item.urn: item for item in plan.resources}
            owners = {item.parent for item in plan.resources if item.options.protect}
            kinds = {known[owner].role_kind for owner in owners}
            assert kinds - {"Project"} <= set(retire.STEPS), plan.layer
