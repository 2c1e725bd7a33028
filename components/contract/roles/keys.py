"""Key stores, keys and secrets."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import (
    BastionHandle,
    FirewallHandle,
    KeyHandle,
    KeyStoreHandle,
    NetworkHandle,
    SecretHandle,
    SegmentHandle,
)
from components.contract.role import Links, Role, Spec
from components.contract.words import Protection, Size


@dataclass(frozen=True)
class DeclaredKey:
    """A key of the area, by its name there."""

    name: str
    rotation_days: int


@dataclass(frozen=True)
class KeyStoreSpec(Spec):
    """All but `protection` is for clouds where the store stands on hosts of our own."""

    ESSENTIAL = ("key-store",)
    protection: Protection
    keys: tuple[DeclaredKey, ...]
    size: Size
    zones: tuple[int, ...]
    """Zone of each of the three hosts."""
    addresses: tuple[str, ...]
    """Private address of each of the three hosts."""
    unsealed_by: tuple[str, ...]
    """Addresses of the hub's key store, which unseals the others; empty in the hub, whose custodians do it."""
    client_cidrs: tuple[str, ...]
    operators: tuple[str, ...]
    bastion_cidr: str
    time_servers: tuple[str, ...]


@dataclass(frozen=True)
class KeyStoreLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    bastion: BastionHandle | None
    """How its hosts know the bastion; None in the hub, where the layer's own `onward` key says it."""
    hub: KeyStoreHandle | None
    """The hub's store, which unseals the others; None in the hub itself."""


class KeyStore(Role[KeyStoreSpec, KeyStoreLinks, KeyStoreHandle]):
    """Where the keys of one area live; areas never share one.

    Produces: the vault or key-management domain where the cloud has one for itself, and who administers keys; where it
    has none, a cluster of three hosts of our own in the area's service segment.
    Deliberately not: a public endpoint, a way to purge keys at once.
    """

    TOKEN = "bastide:keys:KeyStore"


@dataclass(frozen=True)
class KeySpec(Spec):
    ESSENTIAL = ("key",)
    protection: Protection
    rotation_days: int

    def features(self) -> tuple[str, ...]:
        return ("key.rotation", "key.hsm") if self.protection is Protection.HSM else ("key.rotation",)


@dataclass(frozen=True)
class KeyLinks(Links):
    store: KeyStoreHandle | None


class Key(Role[KeySpec, KeyLinks, KeyHandle]):
    """A symmetric key under the platform's control (RSA where the cloud's storage takes nothing else).

    Produces: one key, protected and kept on delete. Deliberately not: key material in the program or the state.
    """

    TOKEN = "bastide:keys:Key"


@dataclass(frozen=True)
class SecretSpec(Spec):
    ESSENTIAL = ("secret",)
    length: int

    def features(self) -> tuple[str, ...]:
        return ("secret.customer-key",)


@dataclass(frozen=True)
class SecretLinks(Links):
    key: KeyHandle | None
    store: KeyStoreHandle | None


class Secret(Role[SecretSpec, SecretLinks, SecretHandle]):
    """A generated secret.

    Produces: a random value (a Pulumi secret from the first moment) and its entry in the cloud's secret store, through
    write-only arguments where the provider has them. Deliberately not: an output with the value.
    """

    TOKEN = "bastide:keys:Secret"
