"""The tables of all packages, and which token is what. A token in no table is `unknown`, never nothing."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from plan.model import STACK_TYPE, LayerPlan, PlannedResource
from plan.origin import CLOUDS
from plan.values import revealed
from policies.kinds.readers import at, const
from policies.kinds.table import Entry, Place

MODULES: Final[Mapping[str, str]] = {
    "aws": "aws",
    "azure-native": "azure_native",
    "bastide": "roles",
    "cloudtemple": "cloudtemple",
    "numspot": "numspot",
    "openstack": "openstack",
    "outscale": "outscale",
    "ovh": "ovh",
    "pulumi": "engine",
    "random": "randoms",
    "scaleway": "scaleway",
    "source": "sources",
}
"""Package -> module of `policies.kinds` with `TABLE` (token -> Entry) and `REFUSED` (token -> reason)."""

_LONG_IDS: Final = "azure-native"
_LONG_ID_MARKS: Final = ("/subscriptions/", "/providers/microsoft.", ".vault.azure.net")
UNKNOWN_ENTRY: Final = Entry("unknown")
GAP: Final = Entry("gap", {"capability": at("capability"), "level": at("level")}, place=Place.NOWHERE)
_GAP_TYPE: Final = "bastide:plan:Gap"


@cache
def entry(token: str) -> Entry:
    """What a token is: the entry of a table, a refusal, or `unknown`."""
    if token == _GAP_TYPE:
        return GAP
    package = token.removeprefix("pulumi:providers:").partition(":")[0] if token.startswith("pulumi:providers:") else ""
    module = MODULES.get("pulumi" if package else token.partition(":")[0])
    if module is None:
        return UNKNOWN_ENTRY
    tables = importlib.import_module(f"policies.kinds.{module}")
    plain = getattr(tables, "unversioned", None)
    token = plain(token) if plain is not None else token
    found = tables.TABLE.get(token)
    if found is not None:
        return found  # type: ignore[no-any-return]
    reason = tables.refused(token)
    return Entry("refused", {"reason": const(reason)}) if reason else UNKNOWN_ENTRY


def entry_of(resource: PlannedResource) -> Entry:
    """What a planned resource is."""
    return entry(resource.type)


def cloud_of(resource: PlannedResource, plan: LayerPlan) -> str:
    """The cloud that a resource is at; "" where nothing says it."""
    return CLOUDS.get(package_of(resource.type), plan.cloud)


@cache
def package_of(token: str) -> str:
    """The package of a class, or of a provider: `openstack`."""
    return PlannedResource("", token, "", custom=True).package_name


def stack_resource(plan: LayerPlan) -> PlannedResource:
    """The layer as a whole, for a plan that does not come from Pulumi."""
    name = f"{plan.stack}-{plan.layer}".strip("-")
    return PlannedResource(f"urn:pulumi:{name}::bastide::{STACK_TYPE}::bastide-{name}", STACK_TYPE, name, custom=False)


def gap_resources(plan: LayerPlan) -> Iterator[PlannedResource]:
    """The plan's gaps as resources below their roles, so that rules meet them like everything else."""
    if not plan.gaps:
        return
    roles = {(plan.role_path(item), item.name): item.urn for item in plan.resources if item.is_role}
    for gap in plan.gaps:
        parent = roles.get((gap.role, gap.name), "")
        yield PlannedResource(
            urn=f"{parent}::gap::{gap.capability}",
            type=_GAP_TYPE,
            name=gap.name,
            custom=False,
            parent=parent,
            inputs={"capability": gap.capability, "level": gap.level},
        )


def inner_resources(plan: LayerPlan) -> Iterator[PlannedResource]:
    """What is written inside a resource and could be one of its own, so that rules meet it like everything else."""
    if any(package_of(resource.type) == _LONG_IDS for resource in plan.resources):
        inner = importlib.import_module("policies.kinds.azure_native.inner")
        for resource in plan.resources:
            yield from inner.segments(resource, plan.resources)


def identifiers(resource: PlannedResource, entry: Entry) -> Sequence[str]:
    """By what other resources may name it: its provider's id, and its name at the cloud."""
    found = [name for name in (resource.id, resource.options.import_id) if name]
    if resource.custom and entry.named:
        value = revealed(resource.inputs.get(entry.named))
        if isinstance(value, str) and value:
            found.append(value)
    if package_of(resource.type) == _LONG_IDS:
        found += _azure_names().own_ids(resource)
    return found


def spellings(text: str) -> tuple[str, ...]:
    """The forms in which an id may be known: as it is, and as one of Azure's long ids is shortened."""
    plain = text.casefold()
    if "/" not in plain or not any(mark in plain for mark in _LONG_ID_MARKS):
        return (plain,)
    return plain, _azure_names().plain_id(text)


@cache
def _azure_names() -> Any:
    # its package brings a table of a hundred classes, which no other cloud needs
    return importlib.import_module("policies.kinds.azure_native.names")
