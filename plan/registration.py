"""A registration of the program as a planned resource, by the engine's rules (URN, inheritance)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plan import wire
from plan.model import STACK_TYPE, Alias, Operation, Options, Package, PlannedResource


@dataclass(frozen=True, slots=True)
class Registered:
    """A planned resource and what its children inherit."""

    resource: PlannedResource
    providers: Mapping[str, str] = field(default_factory=dict)
    transforms: tuple[str, ...] = ()


def urn_of(project: str, stack: str, parent: str, type_: str, name: str) -> str:
    """The URN: the parent's qualified type comes before the own type, unless the parent is the stack."""
    if parent:
        parent_type = parent.split("::", 3)[2]
        if parent_type != STACK_TYPE:
            type_ = f"{parent_type}${type_}"
    return f"urn:pulumi:{stack}::{project}::{type_}::{name}"


def provider_urn(reference: str) -> str:
    """The URN in a provider reference (`URN::id`)."""
    return reference.rpartition("::")[0]


def planned(
    request: Any, urn: str, parent: PlannedResource | None, provider: str, package: Package | None
) -> PlannedResource:
    """The planned resource of a `RegisterResourceRequest`."""
    return PlannedResource(
        urn=urn,
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        inputs=wire.decoded(request.object),
        options=_options(request, parent, provider),
        dependencies=tuple(sorted(request.dependencies)),
        property_dependencies=_property_dependencies(request),
        operation=Operation.IMPORT if request.importId else Operation.CREATE,
        package=package,
    )


def planned_read(request: Any, urn: str, provider: str, package: Package | None) -> PlannedResource:
    """The planned resource of a `ReadResourceRequest` (`.get()`, stack references)."""
    return PlannedResource(
        urn=urn,
        type=request.type,
        name=request.name,
        custom=True,
        parent=request.parent,
        inputs=wire.decoded(request.properties),
        options=Options(
            provider=provider,
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
            version=request.version,
            plugin_url=request.pluginDownloadURL,
        ),
        dependencies=tuple(sorted(request.dependencies)),
        operation=Operation.READ,
        package=package,
        id=request.id,
    )


def _options(request: Any, parent: PlannedResource | None, provider: str) -> Options:
    above = parent.options if parent else Options()
    return Options(
        provider=provider,
        protect=request.protect if request.HasField("protect") else above.protect,
        retain_on_delete=(request.retainOnDelete if request.HasField("retainOnDelete") else above.retain_on_delete),
        delete_before_replace=request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None,
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        aliases=_aliases(request),
        deleted_with=request.deletedWith or above.deleted_with,
        replace_with=tuple(request.replace_with),
        import_id=request.importId,
        timeouts=_timeouts(request),
        version=request.version,
        plugin_url=request.pluginDownloadURL,
    )


def _aliases(request: Any) -> tuple[Alias, ...]:
    specified = tuple(_alias(alias) for alias in request.aliases)
    return specified + tuple(Alias(urn=urn) for urn in request.aliasURNs)


def _alias(alias: Any) -> Alias:
    if alias.HasField("urn"):
        return Alias(urn=alias.urn)
    spec = alias.spec
    return Alias(
        name=spec.name,
        type=spec.type,
        stack=spec.stack,
        project=spec.project,
        parent=spec.parentUrn,
        no_parent=spec.noParent,
    )


def _timeouts(request: Any) -> dict[str, str]:
    if not request.HasField("customTimeouts"):
        return {}
    timeouts = request.customTimeouts
    steps = ("create", "update", "delete", "read")
    return {step: getattr(timeouts, step) for step in steps if getattr(timeouts, step)}


def _property_dependencies(request: Any) -> dict[str, tuple[str, ...]]:
    listed = request.propertyDependencies
    return {key: tuple(sorted(listed[key].urns)) for key in sorted(listed) if listed[key].urns}
