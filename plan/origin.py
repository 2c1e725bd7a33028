"""What every plan from a file has in common: whose cloud it is, its gaps, and that it holds anything at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from facts.errors import BadInput
from facts.load import facts_of
from plan.json_file import JsonFile, shown
from plan.model import GapFacts, LayerPlan, Message, Operation, PlannedResource, gaps_of

MIXED: Final = "mixed"
CLOUDS: Final[Mapping[str, str]] = {
    "azure-native": "azure",
    "azurerm": "azure",
    "cloudtemple": "cloudtemple",
    "numspot": "numspot",
    "openstack": "ovhcloud",
    "outscale": "outscale",
    "ovh": "ovhcloud",
    "scaleway": "scaleway",
}
"""Package -> cloud. A package that is neither here nor neutral is that of another cloud."""
_NEUTRAL: Final = frozenset({"aws", "null", "local", "time", "tls", "terraform", "template", "http", "external"})
"""Packages that tell nothing of the cloud: `aws` speaks S3 to any of them."""


def cloud_of(resources: Iterable[PlannedResource]) -> str:
    """The one cloud of the resources, `mixed` where there are several, "" where nothing tells."""
    packages = {resource.package_name for resource in resources if resource.is_cloud} - _NEUTRAL
    clouds = {CLOUDS.get(package, package) for package in packages}
    if len(clouds) > 1:
        return MIXED
    found = next(iter(clouds), "")
    return found if found in CLOUDS.values() else ""


def plan_of(
    file: JsonFile,
    engine: str,
    resources: Iterable[PlannedResource],
    *,
    messages: Iterable[Message] = (),
    outputs: Mapping[str, Any] | None = None,
) -> LayerPlan:
    """The plan of one file: named after it, outside of all estates.

    Raises BadInput for a plan without a resource (nothing would be looked at), and for a resource that stands twice.
    """
    ordered = tuple(sorted(resources, key=lambda resource: resource.urn))
    if all(resource.is_provider or resource.is_stack for resource in ordered):
        raise empty(file)
    _check_unique(file, ordered)
    cloud = cloud_of(ordered)
    return LayerPlan(
        stack=file.file.stem,
        layer="",
        cloud=cloud,
        engine=engine,
        providers="none",
        resources=ordered,
        gaps=_gaps(file, tuple(item for item in ordered if item.operation is not Operation.DELETE), cloud),
        outputs=outputs or {},
        messages=tuple(messages),
    )


def empty(file: JsonFile) -> BadInput:
    """The error of a file that holds nothing to look at."""
    return file.bad(
        (),
        "the file holds no resource",
        expected="at least one resource of a cloud: with none, nothing would be looked at",
        action="export it again from the stack, subscription or root module that is meant",
    )


def _check_unique(file: JsonFile, ordered: tuple[PlannedResource, ...]) -> None:
    for one, other in pairwise(ordered):
        if one.urn == other.urn:
            raise file.bad(
                (),
                f"the resource {shown(one.name)} stands in the file twice",
                expected="each resource once",
                action="give one export, not two put together; where it is one export, it is damaged: make it again",
            )


def _gaps(file: JsonFile, resources: tuple[PlannedResource, ...], cloud: str) -> Any:
    try:
        return gaps_of(resources, _facts(cloud))
    except ValueError as error:
        raise file.bad(
            (), str(error), expected="roles as Bastide writes them", action="export the state again, from a whole run"
        ) from None


def _facts(cloud: str) -> GapFacts:
    """The facts of a gap; a gap that no table knows stays a gap, and says what it lacks."""
    known = facts_of(cloud) if cloud in CLOUDS.values() else None

    def lookup(capability: str, level: str) -> tuple[str, str, str]:
        try:
            found = known(capability, level) if known else None
        except KeyError:
            found = None
        return found or ("unknown: the facts of this version have no such capability of this cloud", "", "")

    return lookup
