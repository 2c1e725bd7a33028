"""The mapping of legacy roles to target roles is complete, and refuses names that nobody has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from components.contract.words import SpaceState
from facts.errors import BadInput
from stacks.catalogue import FOLDER
from stacks.intents import read_intent
from stacks.mapping import FILE, load_mapping, roles, unlisted
from tests.components.view import View

LEGACY, TARGET = read_intent(FOLDER / "hdh-legacy.yaml"), read_intent(FOLDER / "hdh.yaml")
Edit = Callable[[str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """The mapping with one text replaced."""

    def edit(old: str, new: str) -> Path:
        text = FILE.read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "mapping.yaml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file

    return edit


def test_every_role_of_both_sides_is_in_one_of_the_lists() -> None:
    missing = unlisted(load_mapping(LEGACY, TARGET), LEGACY, TARGET)
    assert (missing.legacy, missing.target) == ((), ())


def test_a_role_that_is_taken_out_is_missed(edited: Edit) -> None:
    line = "  - {role: Volume, legacy: prod-index, target: prod-index, reviewed: 2026-11-20, by: migration-lead}\n"
    missing = unlisted(load_mapping(LEGACY, TARGET, edited(line, "")), LEGACY, TARGET)
    assert missing.legacy == missing.target == (("Volume", "prod-index"),)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("legacy: prod-main,", "legacy: prod-mian,", "the legacy has no Bucket `prod-mian`"),
        ("target: prod-main-copy,", "target: prod-main,", "the target has no Bucket `prod-main`"),
        ("{role: Volume, legacy: prod-index", "{role: Drawer, legacy: prod-index", "the legacy has no Drawer"),
        ("legacy: prod-landing,", "legacy: prod-main,", "stands in the mapping more than once"),
        ("target: hub-custodians,", "target: hub-operators,", "stands in the mapping more than once"),
        ("by: migration-lead", "by: Somebody", "found"),
        ("reviewed: 2026-11-20", "reviewed: soon", "found `soon`"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(edited: Edit, old: str, new: str, found: str) -> None:
    file = edited(old, new)
    with pytest.raises(BadInput) as raised:
        load_mapping(LEGACY, TARGET, file)
    assert found in raised.value.message()
    assert "mapping.yaml:" in raised.value.message()


def test_the_roles_of_an_intent_are_those_that_the_program_makes(estate: View) -> None:
    made = {(item.role_kind, item.name) for plan in estate.layers for item in plan.resources if item.is_role}
    resting = {space.name for space in LEGACY.spaces if space.state is not SpaceState.OPEN}
    kept_away = {
        (kind, name) for kind, name in roles(LEGACY) if kind == "Workstation" and name.partition("-")[0] in resting
    }
    assert made == roles(LEGACY) - kept_away
