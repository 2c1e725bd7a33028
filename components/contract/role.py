"""The base of every role: one Pulumi component type for all clouds, built by the cloud's own builder."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import pulumi

from components.contract.capability import lacks
from components.contract.exemptions import Exemptions
from components.contract.handles import Handle

if TYPE_CHECKING:
    from components.contract.site import Site


@dataclass(frozen=True)
class Spec:
    """What is wanted of a role, in words that name no cloud. Subclasses say which capabilities that takes."""

    ESSENTIAL: ClassVar[tuple[str, ...]] = ()

    def essential(self) -> tuple[str, ...]:
        """Capabilities without which nothing of the role can be built; the role's own id first."""
        return self.ESSENTIAL

    def features(self) -> tuple[str, ...]:
        """Further capabilities that are asked for: each one missing is a gap, the rest is built."""
        return ()

    def inputs(self) -> dict[str, Any]:
        """The spec as the role's inputs in the plan."""
        return {field.name: plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


@dataclass(frozen=True)
class Links:
    """Handles of other roles that a role uses; None where the cloud has a gap there."""

    def urns(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Handle):
                found[field.name] = value.urn
            elif isinstance(value, Mapping):
                found[field.name] = {key: handle.urn for key, handle in value.items()}
        return found


S = TypeVar("S", bound=Spec)
L = TypeVar("L", bound=Links)
H = TypeVar("H", bound=Handle)


class Role(pulumi.ComponentResource, Generic[S, L, H]):
    """A role of the environment.

    Its inputs are neutral and the same at every cloud: `spec`, `links` (URNs of the roles it uses) and `gaps`
    (capability and level of what the cloud lacks). Its children are the cloud's resources, made by the cloud's builder.
    A role without its essential capabilities has no children: nothing is approximated.

    Attributes:
        handle: what other roles may use, None where the cloud has a gap.
    """

    TOKEN: ClassVar[str]
    handle: H | None

    def __init__(self, name: str, spec: S, links: L, site: Site, *, parent: pulumi.Resource | None = None) -> None:
        missing = lacks((*spec.essential(), *spec.features()), site.offered)
        inputs = {
            "spec": spec.inputs(),
            "links": links.urns(),
            "gaps": [{"capability": lack.capability, "level": str(lack.level)} for lack in missing],
        }
        super().__init__(self.TOKEN, name, inputs, pulumi.ResourceOptions(parent=parent))
        self.exempted = Exemptions()
        # assigned after super(): the SDK replaces attributes that are named like inputs
        self.handle = self._build(name, spec, links, site) if not self._blocked(spec, site) else None
        self.register_outputs(self.exempted.outputs())

    @staticmethod
    def _blocked(spec: S, site: Site) -> bool:
        return bool(lacks(spec.essential(), site.offered))

    def _build(self, name: str, spec: S, links: L, site: Site) -> H | None:
        builder = site.kit.builders[spec.essential()[0]]
        handle: H = builder(site.place(self, name, self.exempted), spec, links)
        return handle


class ContainerRole(Role[S, L, H]):
    """A role that holds other roles and no resource of its own."""

    def _build(self, name: str, spec: S, links: L, site: Site) -> H | None:
        return None


def plain(value: Any) -> Any:
    """A spec's value as plain data."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value
