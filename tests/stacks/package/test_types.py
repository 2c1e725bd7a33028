"""The types of the package say the same as the types that they stand for."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

import pytest
from pydantic import BaseModel

from components.cloudtemple.choices import Edge, Flavour, Zone
from components.contract import handles as own
from components.contract.handles import crossing
from components.contract.words import Cloud
from components.kits import kit
from components.ovhcloud.choices import DatabasePlans, ExternalNetwork
from components.software import OwnKeyStore, Software
from stacks.layers.area import Built
from stacks.package import choices, handles
from stacks.package.built import documents
from stacks.package.environment import OUTPUTS, Environment
from stacks.package.spelling import camel, ours, snake
from stacks.package.wanted import Arguments

HANDLES = [name for name in vars(handles) if name.endswith("Handle")]
SECTIONS: list[tuple[Any, type[BaseModel]]] = [
    (choices.ScalewayChoices, kit(Cloud.SCALEWAY).choices),
    (choices.OvhcloudChoices, kit(Cloud.OVHCLOUD).choices),
    (choices.OvhcloudExternalNetwork, ExternalNetwork),
    (choices.OvhcloudDatabasePlans, DatabasePlans),
    (choices.CloudtempleChoices, kit(Cloud.CLOUDTEMPLE).choices),
    (choices.CloudtempleZone, Zone),
    (choices.CloudtempleEdge, Edge),
    (choices.CloudtempleFlavour, Flavour),
    (choices.NumspotChoices, kit(Cloud.NUMSPOT).choices),
    (choices.OutscaleChoices, kit(Cloud.OUTSCALE).choices),
    (choices.Software, Software),
    (choices.OwnKeyStore, OwnKeyStore),
]


@pytest.mark.parametrize("name", HANDLES)
def test_a_handle_has_the_fields_of_the_role_s_handle(name: str) -> None:
    assert set(getattr(handles, name).__annotations__) == set(crossing(getattr(own, name)))


def test_there_is_a_type_for_each_handle_that_a_layer_makes() -> None:
    assert len(HANDLES) == 13
    made = {name for hint in typing.get_type_hints(Built).values() for name in HANDLES if name in repr(hint)}
    assert made | {"ProjectHandle"} == set(HANDLES)


@pytest.mark.parametrize(("section", "model"), SECTIONS, ids=lambda value: value.__name__)
def test_choices_have_the_fields_of_the_cloud_s_model(section: Any, model: type[BaseModel]) -> None:
    fields = model.model_fields
    assert set(section.__annotations__) == set(fields)
    assert section.__required_keys__ == {name for name, field in fields.items() if field.is_required()}


@pytest.mark.parametrize(("section", "model"), SECTIONS, ids=lambda value: value.__name__)
def test_a_field_survives_the_spelling_of_the_package(section: Any, model: type[BaseModel]) -> None:
    assert model.model_fields
    for name in section.__annotations__:
        assert snake(camel(name)) == name


def test_the_arguments_of_the_component_are_those_that_are_read() -> None:
    hints = typing.get_type_hints(Environment.__init__)["args"]
    assert set(hints.__annotations__) == set(Arguments.model_fields)
    assert hints.__required_keys__ == {"intent", "layer"}


def test_everything_that_a_layer_makes_is_an_output() -> None:
    handle = own.VolumeHandle("u", "i", "n")
    fields = [field.name for field in dataclasses.fields(Built)]
    # one handle stands for those of every kind: only its fields are written
    given: dict[str, Any] = {name: {"a": handle, "gap": None} if name.endswith("s") else handle for name in fields}
    full = Built(**given)
    found = documents(full)
    assert len(found) == len(fields)
    assert {snake(name) for name in found} <= set(OUTPUTS)
    assert found["keyStore"] == {"urn": "u", "id": "i", "name": "n"}
    assert found["volumes"] == {"a": {"urn": "u", "id": "i", "name": "n"}}


def test_numbers_from_the_wire_are_whole_where_they_can_be() -> None:
    assert ours({"rootGb": 30.0, "deep": [{"someShare": 0.5}]}) == {"root_gb": 30, "deep": [{"some_share": 0.5}]}
    assert isinstance(ours(30.0), int)
