"""Handles: what a role gives to other roles. Frozen, typed, and able to cross from one stack to another.

A field is text that may be known only after apply (`Text`). `urn` is the URN of the role, so that links between roles
stand in the plan. `None` in place of a handle means that the cloud has a gap there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Final, TypeVar

import pulumi

Text = pulumi.Input[str]
H = TypeVar("H", bound="Handle")
_OF_ONE_LAYER: Final[Mapping[str, bool]] = MappingProxyType({"of one layer": True})
"""Marks a field that crosses to no other stack: only what one layer makes is made at once."""


@dataclass(frozen=True)
class Handle:
    """Base of all handles."""

    urn: Text

    def exported(self) -> dict[str, Any]:
        """As a stack output."""
        return {name: getattr(self, name) for name in crossing(type(self))}

    @classmethod
    def imported(cls: type[H], output: pulumi.Output[Any], keys: Mapping[str, tuple[str, ...]] | None = None) -> H:
        """From a stack output. `keys` names the entries of the fields that are maps."""
        values: dict[str, Any] = {}
        for name in crossing(cls):
            value = entry(output, name)
            parts = (keys or {}).get(name)
            values[name] = value if parts is None else {part: entry(value, part) for part in parts}
        return cls(**values)


def crossing(handle: type[Handle]) -> tuple[str, ...]:
    """The fields of a handle that cross from one stack to another."""
    return tuple(item.name for item in fields(handle) if item.metadata != _OF_ONE_LAYER)


def entry(output: pulumi.Output[Any], key: str) -> pulumi.Output[Any]:
    """One entry of an output that holds a mapping; known where it is, though another entry is not."""
    found: pulumi.Output[Any] = output[key]
    return found


@dataclass(frozen=True)
class ProjectHandle(Handle):
    """The cloud's container of an area: id and name.

    `backbone` is the private network that the projects of an estate share, "" at a cloud without one.
    """

    id: Text
    name: Text
    backbone: Text


@dataclass(frozen=True)
class NetworkHandle(Handle):
    """`router` is what joins networks (a VPC, a router, a virtual network). For `ready` see `before_host`."""

    id: Text
    name: Text
    cidr: Text
    router: Text
    tables: pulumi.Input[Mapping[str, Text]] = field(default_factory=dict, kw_only=True)
    """Route tables by the name of their part, at a cloud where each part has one of its own; empty elsewhere."""
    ready: tuple[pulumi.Resource, ...] = field(default=(), kw_only=True, metadata=_OF_ONE_LAYER)


@dataclass(frozen=True)
class SegmentHandle(Handle):
    """`network` is the id of the network that hosts attach to; `subnet` of the subnet where the cloud has one.
    For `ready` see `before_host`."""

    id: Text
    name: Text
    cidr: Text
    network: Text
    subnet: Text
    ready: tuple[pulumi.Resource, ...] = field(default=(), kw_only=True, metadata=_OF_ONE_LAYER)


@dataclass(frozen=True)
class FirewallHandle(Handle):
    """Firewall ids by zone number as text; `"0"` where one serves all zones. For `ready` see `before_host`."""

    ids: Mapping[str, Text]
    ready: tuple[pulumi.Resource, ...] = field(default=(), kw_only=True, metadata=_OF_ONE_LAYER)

    def at(self, zone: int) -> Text:
        return self.ids.get(str(zone)) or self.ids["0"]


def before_host(segment: SegmentHandle, firewall: FirewallHandle) -> tuple[pulumi.Resource, ...]:
    """What a host of the same layer waits for: its segment's ways (`ready` of its network, too), and the rules that let
    it use them. Its first boot asks for packages, and for nothing twice.
    """
    return (*segment.ready, *firewall.ready)


@dataclass(frozen=True)
class KeyStoreHandle(Handle):
    """`authority` is the certificate of who signs for the store's hosts (PEM), "" where the cloud runs the store."""

    id: Text
    name: Text
    region: Text
    uri: Text
    authority: Text = ""


@dataclass(frozen=True)
class KeyHandle(Handle):
    """`reference` is the form that the cloud's storage takes (an id, a versionless URL)."""

    id: Text
    name: Text
    store: Text
    region: Text
    reference: Text


@dataclass(frozen=True)
class SecretHandle(Handle):
    """Where the value is kept. `value` is the Pulumi secret itself, for roles of the same stack only."""

    id: Text
    name: Text


@dataclass(frozen=True)
class BucketHandle(Handle):
    id: Text
    name: Text
    region: Text
    endpoint: Text


@dataclass(frozen=True)
class VolumeHandle(Handle):
    id: Text
    name: Text


@dataclass(frozen=True)
class FileShareHandle(Handle):
    id: Text
    name: Text


@dataclass(frozen=True)
class DatabaseHandle(Handle):
    id: Text
    name: Text


@dataclass(frozen=True)
class HostHandle(Handle):
    """A host or pair of hosts: ids and private addresses by zone number as text."""

    ids: Mapping[str, Text]
    addresses: Mapping[str, Text]


@dataclass(frozen=True)
class BastionHandle(Handle):
    """`public_key` is how other hosts know the bastion's onward sessions; "" where the cloud runs the bastion."""

    public_key: Text


@dataclass(frozen=True)
class IdentityHandle(Handle):
    """A group or a service account: `principal` is the form that grants take."""

    id: Text
    name: Text
    principal: Text


@dataclass(frozen=True)
class AuditHandle(Handle):
    """`bucket` holds the locked logs; `workspace` is where they can be searched, "" where there is none."""

    bucket: Text
    workspace: Text


@dataclass(frozen=True)
class ServiceHandle(Handle):
    """Anything else that is only pointed at: id, name and how to reach it ("" where nothing answers)."""

    id: Text
    name: Text
    address: Text
