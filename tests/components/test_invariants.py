"""What holds for every estate, whatever its cloud. What differs stands in `<cloud>/table.py`, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest

import components
from plan.model import UNKNOWN, PlannedResource
from tests.components import sdk
from tests.components.table import Table
from tests.components.view import View, at, is_secret, leaves
from tests.conftest import REPOSITORY, Plans
from tests.estates import FOLDERS

TABLES: Mapping[str, Table] = {
    name: import_module(f"tests.components.{folder}.table").TABLE for name, folder in FOLDERS.items()
}
TAGS = {"classification", "controller", "owner", "retention", "space"}
SECRET_WORDS = (
    "password",
    "secretvalue",
    "sharedkey",
    "customdata",
    "userdata",
    "privatekey",
    "connectionstring",
    "payload",
    "secretaccesskey",
    "clientsecret",
    "datawo",
)
# Only these make values by chance, and only secrets are made of them.
GENERATORS = {"random:index/randomPassword:RandomPassword", "random:index/randomBytes:RandomBytes"}


@pytest.fixture(params=TABLES)
def estate(request: pytest.FixtureRequest, plans: Plans) -> View:
    return View(request.param, plans[request.param])


def test_exactly_what_bears_data_is_protected_and_kept(estate: View) -> None:
    table = TABLES[estate.name]
    assert estate.of(*table.data)
    for item in estate.cloud:
        protected, kept = item.options.protect is True, item.options.retain_on_delete is True
        # What was there before us is never taken away with the stack.
        assert kept == (protected or bool(item.options.import_id)), item.urn
        if item.type not in table.partly_protected:
            assert protected == (item.type in table.data), item.urn


def test_what_is_partly_protected_is_both(estate: View) -> None:
    for kind in TABLES[estate.name].partly_protected:
        assert {bool(item.options.protect) for item in estate.of(kind)} == {True, False}


def test_every_resource_has_an_explicit_provider_of_its_own_package(estate: View) -> None:
    for plan in estate.layers:
        made = [item for item in plan.resources if item.custom and not item.type.startswith("pulumi:")]
        assert made
        for item in made:
            assert f"pulumi:providers:{item.package_name}::" in item.options.provider, item.urn


def tags_of(item: PlannedResource) -> Mapping[str, str] | None:
    """Tags in whichever form the type has them: a map, words `key=value`, keys with values, OpenStack's metadata."""
    found: Any = item.inputs.get("tags", item.inputs.get("metadata"))
    if isinstance(found, list | tuple) and found and isinstance(found[0], Mapping):
        keys = [word["key"] for word in found]
        assert len(set(keys)) == len(keys), item.urn
        return {word["key"]: word["value"] for word in found}
    if isinstance(found, list | tuple):
        words = [str(word).partition("=") for word in found]
        once = [key for key, _, _ in words if key != "flow"]
        assert len(set(once)) == len(once), item.urn
        return {key: value for key, _, value in words}
    return found if isinstance(found, Mapping) else None


def can_carry_tags(token: str) -> bool:
    return any(sdk.takes(token, name) for name in ("tags", "metadata", "labels"))


def test_everything_that_can_carry_tags_has_all_of_them_and_no_other(estate: View) -> None:
    table = TABLES[estate.name]
    tagged = [item for item in estate.cloud if can_carry_tags(item.type) and item.type not in table.untagged]
    assert tagged
    for item in tagged:
        tags = tags_of(item)
        assert tags is not None, item.urn
        assert set(tags) - {"flow"} - table.switches == TAGS, item.urn
        assert "flow" not in tags or item.type in table.flow_tagged, item.urn
        # words of the intent, and nobody's address
        assert all(isinstance(value, str) and value and "@" not in value for value in tags.values()), item.urn


def test_the_flows_of_what_filters_stand_in_its_tags(estate: View) -> None:
    for kind in TABLES[estate.name].flow_tagged:
        assert any("flow" in (tags_of(item) or {}) for item in estate.of(kind)), kind


def test_what_carries_no_tags_could_and_is_excused_only_while_it_carries_none(estate: View) -> None:
    for kind in TABLES[estate.name].untagged:
        assert can_carry_tags(kind)
        assert not [item.urn for item in estate.of(kind) if tags_of(item) is not None]


def test_every_secret_input_is_a_secret(estate: View) -> None:
    for kind, path in TABLES[estate.name].secret_inputs:
        for item in estate.of(kind):
            found = list(at(item.inputs, path))
            assert found, (item.urn, path)
            assert all(is_secret(value) for value in found), (item.urn, path)


def test_a_secret_input_that_is_not_needed_is_not_given(estate: View) -> None:
    for kind, path in TABLES[estate.name].unused_secret_inputs:
        assert not [item.urn for item in estate.of(kind) if list(at(item.inputs, path))], (kind, path)


def test_every_secret_output_is_marked(estate: View) -> None:
    for kind, name in TABLES[estate.name].secret_outputs:
        assert all(name in item.options.additional_secret_outputs for item in estate.of(kind)), (kind, name)


def test_no_input_that_sounds_like_a_secret_is_plain_text(estate: View) -> None:
    harmless = tuple(TABLES[estate.name].harmless)
    assert not [found for found in open_secrets(estate) if not found[1].endswith(harmless)]


def test_what_only_sounds_like_a_secret_is_still_there(estate: View) -> None:
    found = {path for _, path in open_secrets(estate, flags=True)}
    assert not [end for end in TABLES[estate.name].harmless if not any(path.endswith(end) for path in found)]


def open_secrets(estate: View, *, flags: bool = False) -> Iterator[tuple[str, str]]:
    for item in estate.cloud:
        for path, value in leaves(item.inputs):
            last = path.rpartition(".")[2].lower().replace("_", "")
            sounds = any(word in last for word in SECRET_WORDS)
            if sounds and not is_secret(value) and (flags or not isinstance(value, bool)):
                yield item.urn, path


def test_no_private_key_stands_in_a_name_or_a_plain_input(estate: View) -> None:
    texts = [str(value) for item in estate.cloud for _, value in leaves(item.inputs) if not is_secret(value)]
    assert texts
    assert not [text for text in (*texts, *(item.name for item in estate.cloud)) if "PRIVATE KEY" in text]


def test_no_output_of_a_layer_is_or_holds_a_secret(estate: View) -> None:
    outputs = [(plan.layer, path, value) for plan in estate.layers for path, value in leaves(plan.outputs)]
    assert outputs
    assert not [(layer, path) for layer, path, value in outputs if is_secret(value)]


def test_public_addresses_are_exactly_those_of_the_ways_in_and_out(estate: View) -> None:
    for kind, names in TABLES[estate.name].public.items():
        found = [item.name for item in estate.of(kind)]
        assert len(found) == len(names)
        assert set(found) == names


def test_only_secrets_are_made_by_chance(estate: View) -> None:
    chance = {item.type for plan in estate.layers for item in plan.resources if item.type.startswith("random:")}
    assert chance
    assert chance <= GENERATORS


def test_every_name_is_built_and_known_before_anything_runs(estate: View) -> None:
    """Where a `name` is left out, Pulumi makes one with a random end."""
    table = TABLES[estate.name]
    for item in estate.cloud:
        if sdk.takes(item.type, "name") and item.type not in table.unnamed:
            assert isinstance(item.inputs.get("name"), str), item.urn
        for key, value in item.inputs.items():
            if key.endswith("Name") and key not in table.no_names:
                assert value is not UNKNOWN, (item.urn, key)


def test_what_has_no_name_has_none_anywhere(estate: View) -> None:
    for kind in TABLES[estate.name].unnamed:
        assert sdk.takes(kind, "name")
        assert not [item.urn for item in estate.of(kind) if "name" in item.inputs]


def test_no_resource_is_of_a_deprecated_class(estate: View) -> None:
    assert not [kind for kind in sorted({item.type for item in estate.cloud}) if sdk.is_deprecated(kind)]


@pytest.mark.parametrize(
    "token",
    [
        "openstack:index/lbLoadbalancerV2:LbLoadbalancerV2",
        "ovh:index/clousSSHKey:ClousSSHKey",
        "scaleway:index/accountProject:AccountProject",
    ],
)
def test_a_deprecated_class_is_recognised(token: str) -> None:
    assert sdk.is_deprecated(token)


def test_an_estate_plans_without_a_message(estate: View) -> None:
    """Deprecated inputs and classes are warned of while they are made."""
    assert [message.text for plan in estate.layers for message in plan.messages] == []


def test_every_gap_says_why_by_whom_and_when(estate: View) -> None:
    gaps = [gap for plan in estate.layers for gap in plan.gaps]
    assert gaps
    assert not [gap for gap in gaps if not (gap.reason and gap.source and gap.date)]


def test_no_file_of_the_components_names_a_machine_path_or_a_registry() -> None:
    files = [*(REPOSITORY / components.__name__).rglob("*.py")]
    assert len(files) > 50
    for file in files:
        assert not re.search(r"/(work|root)/|/home/(?!\{)|pypi\.|npmjs", file.read_text(encoding="utf-8")), file
