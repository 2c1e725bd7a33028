"""Managed PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import DatabaseHandle, KeyHandle, KeyStoreHandle, NetworkHandle, SegmentHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import Size


@dataclass(frozen=True)
class DatabaseSpec(Spec):
    ESSENTIAL = ("database",)
    version: int
    size: Size
    storage_gb: int
    highly_available: bool
    backup_days: int
    client_cidrs: tuple[str, ...]
    """Segments whose hosts may connect (the flows to the database's segment)."""

    def features(self) -> tuple[str, ...]:
        wanted = ["database.customer-key", "database.backup-retention"]
        if self.highly_available:
            wanted.append("database.high-availability")
        return tuple(wanted)


@dataclass(frozen=True)
class DatabaseLinks(Links):
    key: KeyHandle | None
    store: KeyStoreHandle | None
    network: NetworkHandle | None
    segment: SegmentHandle | None


class Database(Role[DatabaseSpec, DatabaseLinks, DatabaseHandle]):
    """PostgreSQL on the private network of its segment, encrypted, with backups. Protected and kept on delete.

    Produces: the instance, one database, its access list, and the bootstrap password (generated, a Pulumi secret from
    the first moment, write-only where the provider can).
    Deliberately not: a public endpoint, a second user, a plain-text connection.
    """

    TOKEN = "bastide:data:Database"
