"""The typed contract between the layers of an estate: what each one exports and how the next one reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.contract.capability import lacks
from components.contract.handles import AuditHandle, NetworkHandle, ProjectHandle, entry
from components.contract.intent import Intent
from facts.model import Capability

Offered = Mapping[str, Capability]


@dataclass(frozen=True)
class BootstrapOutputs:
    """Of `<estate>-bootstrap`: the project of each area. Where the cloud has a gap there, None."""

    projects: Mapping[str, ProjectHandle | None]

    def export(self) -> None:
        pulumi.export(
            "projects", {area: handle.exported() if handle else None for area, handle in self.projects.items()}
        )

    @staticmethod
    def read(reference: pulumi.StackReference, intent: Intent, offered: Offered) -> BootstrapOutputs:
        if lacks(["project"], offered):
            return BootstrapOutputs({area.name: None for area in intent.areas})
        projects = reference.require_output("projects")
        return BootstrapOutputs(
            {area.name: ProjectHandle.imported(entry(projects, area.name)) for area in intent.areas}
        )


@dataclass(frozen=True)
class HubOutputs:
    """Of `<estate>-hub`: the network that the other areas join, and where their logs go."""

    network: NetworkHandle | None
    audit: AuditHandle | None

    def export(self) -> None:
        for name, handle in (("network", self.network), ("audit", self.audit)):
            pulumi.export(name, handle.exported() if handle else None)

    @staticmethod
    def read(reference: pulumi.StackReference, offered: Offered) -> HubOutputs:
        network = None if lacks(["network"], offered) else reference.require_output("network")
        audit = None if lacks(["audit-sink"], offered) else reference.require_output("audit")
        return HubOutputs(
            NetworkHandle.imported(network) if network is not None else None,
            AuditHandle.imported(audit) if audit is not None else None,
        )
