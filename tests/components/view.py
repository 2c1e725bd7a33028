"""A planned estate as tests ask for it: by layer, by type, by name, never silently nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plan.model import LayerPlan, PlannedResource
from plan.values import Secret, revealed
from tests.components import sdk


@dataclass(frozen=True)
class View:
    """The layers of one estate."""

    name: str
    layers: tuple[LayerPlan, ...] = field(repr=False)

    def layer(self, name: str) -> LayerPlan:
        (found,) = [plan for plan in self.layers if plan.layer == name]
        return found

    @cached_property
    def cloud(self) -> tuple[PlannedResource, ...]:
        """Everything that exists at the cloud."""
        return tuple(resource for plan in self.layers for resource in plan.resources if resource.is_cloud)

    def only(self, layer: str) -> View:
        return View(self.name, (self.layer(layer),))

    def of(self, *kinds: str) -> tuple[PlannedResource, ...]:
        """Resources of the given types, each whole or from one of its colons on (`storage:FileShare`, `Port`)."""
        found = {kind: [item for item in self.cloud if is_of(item, kind)] for kind in kinds}
        missing = [kind for kind, items in found.items() if not items]
        assert not missing, f"no resource of {missing} in the plan: the test proves nothing"
        wanted = {item.urn for items in found.values() for item in items}
        return tuple(item for item in self.cloud if item.urn in wanted)

    def one(self, kind: str, name: str) -> PlannedResource:
        (found,) = [resource for resource in self.of(kind) if resource.name == name]
        return found

    def has(self, token: str) -> bool:
        """Is there a resource of the type? The whole type, which the SDK must know: a slip would prove nothing."""
        sdk.resource(token)
        return any(item.type == token for item in self.cloud)


Changed = Callable[..., View]
"""`changed((old, new), ...)`: the estate planned again with texts of its file or its intent replaced."""


def is_of(resource: PlannedResource, kind: str) -> bool:
    return resource.type == kind or resource.type.endswith(f":{kind}")


def plain(value: Any) -> Any:
    """A value without the marks of secrets, with plain dictionaries and lists."""
    value = revealed(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside (a secret counts as one) with the names on the way to it: `properties.sku.name`."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


def at(value: Any, path: str) -> Iterator[Any]:
    """What stands at a path, in each entry of the lists on the way; nothing where it is missing."""
    head, _, rest = path.partition(".")
    if isinstance(value, list | tuple):
        for item in value:
            yield from at(item, path)
    elif isinstance(value, Mapping) and head in value:
        yield from at(value[head], rest) if rest else (value[head],)


def is_secret(value: Any) -> bool:
    return isinstance(value, Secret)
