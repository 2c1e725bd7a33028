"""Clusters, registries."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import FirewallHandle, KeyHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import ClusterKind, Size


@dataclass(frozen=True)
class ClusterSpec(Spec):
    ESSENTIAL = ("cluster",)
    kind: ClusterKind
    size: Size
    nodes: int
    admin_cidrs: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        limits = ("cluster.analytics-size",) if self.kind is ClusterKind.ANALYTICS else ()
        return ("cluster.private", *limits)


@dataclass(frozen=True)
class ClusterLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    key: KeyHandle | None


class Cluster(Role[ClusterSpec, ClusterLinks, ServiceHandle]):
    """A compute cluster on the private network of its segment.

    Produces: the cluster, one pool of nodes without public addresses, and the ranges that may reach its control plane.
    Deliberately not: local accounts, nodes with public addresses, a control plane open to the internet. Where nodes
    reach their control plane only by a way to the whole internet, it is a gap and nothing is built.
    """

    TOKEN = "bastide:compute:Cluster"


@dataclass(frozen=True)
class RegistrySpec(Spec):
    ESSENTIAL = ("registry",)
    client_cidrs: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        return ("registry.clients",)


@dataclass(frozen=True)
class RegistryLinks(Links):
    key: KeyHandle | None
    network: NetworkHandle | None
    segment: SegmentHandle | None


class Registry(Role[RegistrySpec, RegistryLinks, ServiceHandle]):
    """A private container registry. Deliberately not: anonymous pulls."""

    TOKEN = "bastide:compute:Registry"
