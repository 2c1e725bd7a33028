"""The desired state of a stack: what its program wants, whatever stands today. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final, NamedTuple

from plan.model import NO_OPTIONS, STACK_TYPE, LayerPlan, Operation, Options, PlannedResource
from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret
from stacks.approval.canonical import digest_of
from stacks.approval.receipt import StackPart, Wanted

MARK: Final = "$bastide"
SECRET: Final[Mapping[str, str]] = {MARK: "secret"}
"""There is a secret. Not even a digest of it is kept: a short one could be guessed from that."""
NOT_KNOWN: Final[Mapping[str, str]] = {MARK: "unknown"}
"""Known only after apply, and then it may be anything."""

_BUILTIN: Final = ("pulumi:providers:pulumi", "pulumi:pulumi:StackReference", STACK_TYPE)
# What both engines tell of a resource. Others (timeouts, versions) only the built-in one shows.
_SHARED_OPTIONS: Final = (
    "provider",
    "protect",
    "retain_on_delete",
    "ignore_changes",
    "replace_on_changes",
    "deleted_with",
)


_Triple = tuple[str, Any, Any]
_Compare = Callable[[Any, Any, str], Iterator[_Triple]]


class Difference(NamedTuple):
    """One property that is not as approved. `approved` and `found` are ready to be shown; None: not there."""

    urn: str
    path: str
    approved: Any
    found: Any


def part(plan: LayerPlan) -> StackPart:
    """The desired state of one layer, from the plan of the built-in engine."""
    resources = {resource.urn: wanted(resource) for resource in plan.resources}
    content = {urn: item.model_dump(mode="json") for urn, item in resources.items()}
    return StackPart(
        stack=f"{plan.stack}-{plan.layer}",
        estate=plan.stack,
        layer=plan.layer,
        cloud=plan.cloud,
        desired=digest_of(content),
        resources=dict(sorted(resources.items())),
    )


def wanted(resource: PlannedResource) -> Wanted:
    """One resource, without what the engine does with it."""
    return Wanted(
        type=resource.type,
        custom=resource.custom,
        parent=resource.parent,
        inputs={key: encoded(value) for key, value in resource.inputs.items()},
        options=_options(resource.options),
    )


def encoded(value: Any) -> Any:
    """A value for JSON: nothing of a secret is left, and no plain value looks like a mark.

    Raises TypeError for a value that no plan can hold.
    """
    if isinstance(value, Secret):
        return dict(SECRET)
    if value is UNKNOWN:
        return dict(NOT_KNOWN)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        plain = {str(key): encoded(item) for key, item in value.items()}
        return {MARK: "map", "entries": plain} if MARK in plain else plain
    if isinstance(value, list | tuple):
        return [encoded(item) for item in value]
    return _object(value)


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, ResourceRef):
        return {MARK: "resource", "urn": value.urn}
    if isinstance(value, Asset):
        return {MARK: "asset", value.kind: value.value}
    if isinstance(value, Archive):
        return {MARK: "archive", value.kind: encoded(value.value)}
    raise TypeError(f"a plan cannot hold a value of type {type(value).__name__}")


def _options(options: Options) -> dict[str, Any]:
    """Those that are set: a default says nothing."""
    found = {field.name: getattr(options, field.name) for field in fields(Options)}
    return {
        name: _option(value) for name, value in sorted(found.items()) if value and value != getattr(NO_OPTIONS, name)
    }


def _option(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_option(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__ if getattr(value, name)}
    return value


def replanned(approved: StackPart, found: StackPart) -> tuple[Difference, ...]:
    """Everything in which a new plan of the same engine is not the approved one. Unknown is equal to unknown only."""
    if approved.desired == found.desired:
        return ()
    return tuple(_of_resources(approved.resources, found.resources, _strict))


def applied(approved: StackPart, plan: LayerPlan) -> tuple[Difference, ...]:
    """In what the plan of the Pulumi engine, against what stands, is not the approved desired state.

    What was unknown may be anything, and providers may add properties (defaults, names). A property that was known must
    have the same value, a secret must still be one, and there may be no resource more or less. Properties whose changes
    the program ignores are what stands: the engine puts that in their place.
    """
    found = {item.urn: _comparable(wanted(item)) for item in plan.resources if item.operation is not Operation.DELETE}
    before = {urn: _comparable(item) for urn, item in approved.resources.items()}
    return tuple(_of_resources(_own(before), _own(found), _added_to))


def _own(resources: Mapping[str, Wanted]) -> dict[str, Wanted]:
    """Without what the engines build themselves, each in its own way."""
    return {urn: item for urn, item in resources.items() if item.type not in _BUILTIN}


def _comparable(resource: Wanted) -> Wanted:
    options = {name: value for name, value in resource.options.items() if name in _SHARED_OPTIONS}
    return resource.model_copy(update={"options": options})


def _of_resources(
    approved: Mapping[str, Wanted], found: Mapping[str, Wanted], compare: _Compare
) -> Iterator[Difference]:
    for urn in sorted({*approved, *found}):
        if urn not in found:
            yield Difference(urn, "", "a resource", None)
        elif urn not in approved:
            yield Difference(urn, "", None, "a resource")
        else:
            yield from _of_resource(urn, approved[urn], found[urn], compare)


def _of_resource(urn: str, approved: Wanted, found: Wanted, compare: _Compare) -> Iterator[Difference]:
    for name in ("type", "custom", "parent"):
        if getattr(approved, name) != getattr(found, name):
            yield Difference(urn, name, getattr(approved, name), getattr(found, name))
    for path, old, new in _strict(approved.options, found.options, "options"):
        yield Difference(urn, path, old, new)
    ignored = approved.options.get("ignore_changes", ()) if compare is _added_to else ()
    for path, old, new in compare(approved.inputs, found.inputs, ""):
        if not any(_is_within(path, one) for one in ignored):
            yield Difference(urn, path, old, new)


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def _strict(old: Any, new: Any, path: str) -> Iterator[_Triple]:
    yield from _walk(old, new, path, lax=False)


def _added_to(old: Any, new: Any, path: str) -> Iterator[_Triple]:
    yield from _walk(old, new, path, lax=True)


def _walk(old: Any, new: Any, path: str, *, lax: bool) -> Iterator[_Triple]:
    if lax and old == NOT_KNOWN:
        return
    if isinstance(old, dict) and isinstance(new, dict) and MARK not in {*old, *new}:
        for key in sorted({*old, *new}):
            inner = f"{path}.{key}" if path else key
            if key in old and key in new:
                yield from _walk(old[key], new[key], inner, lax=lax)
            elif key in old or not lax:
                yield inner, old.get(key), new.get(key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _walk(one, other, f"{path}[{index}]", lax=lax)
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):
        yield path, old, new
