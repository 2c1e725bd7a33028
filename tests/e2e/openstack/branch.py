"""A checkout whose estate `ovhcloud-loopback` names what this cloud has."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from stacks.catalogue import HUB, SPACE_PREFIX
from stacks.estate import Estate, load_estate
from tests.e2e.openstack.tenancy import Tenancy
from tests.plan.engine.lives import Edit, checkout

ESTATE: Final = "ovhcloud-loopback"
_FACTS: Final = "facts/regions.yaml"
_KNOWN: Final = "GRA11"


def branch(folder: Path, tenancy: Tenancy, edit: Edit | None = None) -> Path:
    """A copy of the program with the estate's file, its intent and the cloud's region as they are here.

    `edit`: what the branch changes of the repository's files.
    """
    root = checkout(folder, edit)
    file = root / "stacks" / f"{ESTATE}.yaml"
    estate = _read(file)
    intent = root / "stacks" / estate["intent"]
    choices = tenancy.choices_of(areas(_read(intent)).values())
    estate["ovhcloud"] |= choices
    _write(file, estate)
    if len(choices["zones"]) == 1:
        _write(intent, in_one_zone(_read(intent)))
    _add_region(root / _FACTS, choices["region"])
    return root


def areas(intent: Any) -> dict[str, str]:
    """Layer -> its area, which has a project of its own."""
    environments = {item["name"]: item["name"] for item in intent["environments"]}
    return {HUB: HUB, **environments, **{f"{SPACE_PREFIX}{item['name']}": item["name"] for item in intent["spaces"]}}


def estate_of(root: Path, folder: Path) -> Estate:
    """The estate of a branch, for this process: it does not know the region of the test cloud, so one that it does."""
    stacks = folder / "stacks"
    shutil.copytree(root / "stacks", stacks)
    file = stacks / f"{ESTATE}.yaml"
    estate = _read(file)
    estate["ovhcloud"]["region"] = _KNOWN
    _write(file, estate)
    return load_estate(ESTATE, stacks)


def in_one_zone(intent: Any) -> Any:
    """The same intent for a cloud with one zone: as many hosts as that leaves."""
    if isinstance(intent, list):
        return [in_one_zone(item) for item in intent]
    if not isinstance(intent, Mapping):
        return intent
    return {key: _zone(key, value) for key, value in intent.items()}


def _zone(key: str, value: Any) -> Any:
    if key == "zones":
        return 1 if isinstance(value, int) else [1]
    if key == "zone":
        return 1
    return False if key == "highly_available" else in_one_zone(value)


def _add_region(file: Path, name: str) -> None:
    """The region of a test cloud is no fact: only this copy knows it, as a place in the residency of the intent."""
    facts = _read(file)
    regions = facts["clouds"]["ovhcloud"]
    regions.setdefault(name, copy.deepcopy(regions[_KNOWN]))
    _write(file, facts)


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _write(file: Path, content: Any) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
