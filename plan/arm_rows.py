"""Rows of an inventory or a template, whatever their origin, to planned resources of the SDK's classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from facts.document import Path_
from plan import arm_id
from plan.arm_inputs import ENVELOPE, inputs_and_outputs, unlisted
from plan.arm_types import ArmType, arm_type
from plan.model import Operation, PlannedResource
from plan.values import UNKNOWN

_PROJECT: Final = "inventory"


@dataclass(frozen=True, slots=True)
class Row:
    """One resource as Azure writes it.

    Attributes:
        names: one for each part of the type; () where the name is not known.
        id: Azure's id; of a template without subscription and group.
        owner: id of what an extension hangs on; not looked at for other types.
        values: its fields beside `properties`.
        properties: None where it has none.
        listed_only: True where the source shows no `properties` of any resource.
        needs: ids of what it is to be made after.
        place: where it stands in the file.
    """

    type: str
    names: tuple[str, ...]
    id: str
    place: Path_
    values: Mapping[str, Any] = field(repr=False)
    properties: Any = field(repr=False)
    group: Any = ""
    owner: Any = ""
    listed_only: bool = False
    needs: tuple[str, ...] = ()
    operation: Operation = Operation.SAME


def urn_of(stack: str, row: Row) -> str:
    """The URN made from the row's id."""
    return f"urn:pulumi:{stack}::{_PROJECT}::{arm_type(row.type, row.owner).token}::{row.id.lower()}"


def resources(stack: str, rows: Iterable[Row]) -> tuple[PlannedResource, ...]:
    """The planned resources, with the links that the ids in their values make."""
    known = tuple(rows)
    made = [_resource(stack, row) for row in known]
    links = _Links(made)
    return tuple(_linked(resource, row, links) for resource, row in zip(made, known, strict=True))


def _resource(stack: str, row: Row) -> PlannedResource:
    arm = arm_type(row.type, row.owner)
    envelope = {key: row.values[key] for key in ENVELOPE if row.values.get(key) is not None}
    inputs, outputs = inputs_and_outputs(arm, envelope, row.properties)
    inputs = {**inputs, **_named(arm, row), **dict(arm.fixed)}
    if row.listed_only or (row.properties is not None and not isinstance(row.properties, Mapping)):
        inputs = {**unlisted(arm, inputs), **inputs}
    return PlannedResource(
        urn=urn_of(stack, row),
        type=arm.token,
        name=row.names[-1] if row.names else row.id,
        custom=True,
        inputs=inputs,
        outputs=outputs,
        operation=row.operation,
        id=row.id,
    )


def _named(arm: ArmType, row: Row) -> dict[str, Any]:
    """What of the id the SDK takes as inputs."""
    if not arm.known:
        return {"name": row.names[-1]} if row.names else {"name": UNKNOWN}
    names: tuple[Any, ...] = row.names if len(row.names) == len(arm.names) else (UNKNOWN,) * len(arm.names)
    found = {key: name for key, name in zip(arm.names, names, strict=True) if key}
    assert arm.kind is not None
    if arm.owner:
        found[arm.owner] = UNKNOWN if row.owner == "" else row.owner
    elif "resourceGroupName" in arm.kind.inputs and "resourceGroupName" not in found and row.group:
        found["resourceGroupName"] = row.group
    return found


class _Links:
    """Which resource a text in some value names: an id, or the address of a vault or a key."""

    def __init__(self, made: Iterable[PlannedResource]) -> None:
        self._urns = {name: resource.urn for resource in made for name in _called(resource)}

    def of(self, value: Any) -> set[str]:
        """The URNs of all that the value names, at any depth."""
        return {self._urns[text] for text in _texts(value) if text in self._urns}

    def of_ids(self, ids: Iterable[str]) -> set[str]:
        return {self._urns[text.lower()] for text in ids if text.lower() in self._urns}


def _called(resource: PlannedResource) -> Iterator[str]:
    yield resource.id.lower()
    vault, key = resource.inputs.get("vaultName"), resource.inputs.get("keyName")
    if resource.type == "azure-native:keyvault:Vault" and isinstance(vault, str):
        yield f"https://{vault}.vault.azure.net".lower()
    if resource.type == "azure-native:keyvault:Key" and isinstance(vault, str) and isinstance(key, str):
        yield f"https://{vault}.vault.azure.net/keys/{key}".lower()


def _texts(value: Any) -> Iterator[str]:
    """Texts that may name a resource, in the spellings of the index."""
    if isinstance(value, str) and value.startswith(("/", "https://")):
        text = value.lower().rstrip("/")
        yield text
        # a key's address may end with its version
        if text.count("/") == 5:
            yield text.rpartition("/")[0]
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _linked(resource: PlannedResource, row: Row, links: _Links) -> PlannedResource:
    found = {key: links.of(value) for key, value in resource.inputs.items()}
    arm = arm_type(row.type, row.owner)
    for key, parent in _parents(arm, row):
        found[key] = found.get(key, set()) | links.of_ids([parent])
    properties = {key: tuple(sorted(urns - {resource.urn})) for key, urns in found.items() if urns - {resource.urn}}
    needed = {urn for urns in properties.values() for urn in urns} | links.of_ids(row.needs) - {resource.urn}
    return replace(resource, dependencies=tuple(sorted(needed)), property_dependencies=properties)


def _parents(arm: ArmType, row: Row) -> Iterator[tuple[str, str]]:
    """Input with the name of an ancestor, and the ancestor's id."""
    namespace, *types = row.type.split("/")
    if arm.kind is None or len(row.names) != len(types):
        return
    scope = row.id.lower().rpartition(f"/providers/{namespace.lower()}/")[0]
    for depth, key in enumerate(arm.names[:-1], start=1):
        if key:
            yield key, arm_id.joined("/".join([namespace, *types[:depth]]), row.names[:depth], scope)
    if "resourceGroupName" in arm.kind.inputs and scope.endswith(f"/resourcegroups/{row.group}".lower()):
        yield "resourceGroupName", scope
