"""What roles at Cloud Temple tell each other beside the contract's handles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from components.contract.handles import AuditHandle, NetworkHandle, SegmentHandle
from components.contract.roles.audit import AuditSinkSpec


@dataclass(frozen=True, kw_only=True)
class RoutedNetwork(NetworkHandle):
    """The area's network, with the machine that joins its segments, for the roles of its layer."""

    machine: pulumi.Resource

    def exported(self) -> dict[str, Any]:
        return {name: value for name, value in super().exported().items() if name != "machine"}


@dataclass(frozen=True, kw_only=True)
class OrderedSegment(SegmentHandle):
    """A segment's network as each zone knows it: zone number -> id.

    Hosts come after the `machine` that joins the segment to others: without it their first boot reaches nothing.
    """

    range: str
    networks: Mapping[int, str]
    machine: pulumi.Resource


@dataclass(frozen=True, kw_only=True)
class OwnLogStore(AuditHandle):
    """The audit sink on a host of our own, and the key by which the bastion adds recordings."""

    spec: AuditSinkSpec
    authority: pulumi.Output[str]
    writer_id: str
    writer_secret: pulumi.Output[str]

    def exported(self) -> dict[str, Any]:
        """Without the key, and without what only its own layer needs."""
        hidden = ("spec", "authority", "writer_id", "writer_secret")
        return {name: value for name, value in super().exported().items() if name not in hidden}
