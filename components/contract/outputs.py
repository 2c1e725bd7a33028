"""The typed contract between the layers of an estate: what each one exports and how the next one reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Protocol

import pulumi

from components.contract.capability import Lack, lacks, operated_by_us
from components.contract.handles import (
    AuditHandle,
    BastionHandle,
    H,
    IdentityHandle,
    KeyStoreHandle,
    NetworkHandle,
    ProjectHandle,
    entry,
)
from components.contract.intent import Intent
from facts.model import Capability

Offered = Mapping[str, Capability]


class Source(Protocol):
    """Where the outputs of another layer come from: a stack reference, or what a program hands over."""

    def require_output(self, name: pulumi.Input[str]) -> pulumi.Output[Any]:
        """The output of this name; fails where there is none."""


@dataclass(frozen=True)
class BootstrapOutputs:
    """Of `<estate>-bootstrap`: the project and the deployer of each area. Where the cloud has a gap there, None."""

    projects: Mapping[str, ProjectHandle | None]
    deployers: Mapping[str, IdentityHandle | None]

    def export(self) -> None:
        for name, handles in (("projects", self.projects), ("deployers", self.deployers)):
            pulumi.export(name, {area: handle.exported() if handle else None for area, handle in handles.items()})

    @staticmethod
    def read(reference: Source, intent: Intent, offered: Offered) -> BootstrapOutputs:
        return BootstrapOutputs(
            _by_area(reference, "projects", ProjectHandle, intent, lacks(["project"], offered)),
            _by_area(reference, "deployers", IdentityHandle, intent, lacks(["service-account"], offered)),
        )


@dataclass(frozen=True)
class HubOutputs:
    """Of `<estate>-hub`: the network that the other areas join, where their logs go, who may enter their hosts, and
    what unseals their key stores where those stand on hosts of our own.
    """

    network: NetworkHandle | None
    audit: AuditHandle | None
    bastion: BastionHandle | None
    key_store: KeyStoreHandle | None

    def export(self) -> None:
        for field in fields(self):
            handle = getattr(self, field.name)
            pulumi.export(field.name, handle.exported() if handle else None)

    @staticmethod
    def read(reference: Source, intent: Intent, offered: Offered) -> HubOutputs:
        bastion = ("bastion", f"bastion.{intent.hub.bastion.mode}")
        return HubOutputs(
            _one(reference, "network", NetworkHandle, lacks(["network"], offered)),
            _one(reference, "audit", AuditHandle, lacks(["audit-sink"], offered)),
            _one(reference, "bastion", BastionHandle, lacks(bastion, offered)),
            _one(reference, "key_store", KeyStoreHandle, ()) if unseals_others(intent, offered) else None,
        )


def unseals_others(intent: Intent, offered: Offered) -> bool:
    """Whether the hub has a key store of our own, which unseals those of the other areas."""
    return bool(intent.hub.keys) and operated_by_us("key-store", offered)


def _one(reference: Source, name: str, kind: type[H], missing: tuple[Lack, ...]) -> H | None:
    return None if missing else kind.imported(reference.require_output(name))


def _by_area(
    reference: Source, name: str, kind: type[H], intent: Intent, missing: tuple[Lack, ...]
) -> dict[str, H | None]:
    if missing:
        return {area.name: None for area in intent.areas}
    output = reference.require_output(name)
    return {area.name: kind.imported(entry(output, area.name)) for area in intent.areas}
