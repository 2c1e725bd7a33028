"""Whose key one resource lies under: a key of the platform's own, the provider's, or none that the plan shows."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

from plan.values import UNKNOWN
from policies.crypto.gaps import gaps
from policies.crypto.keys import keys, linked_key, made_by_cloud
from policies.crypto.own_disks import Own, left_to_host, own_encryption
from policies.kinds.vocabulary import KINDS
from policies.record import Record


class Holder(StrEnum):
    """Whose key it is. For how a key is protected, see the rules CRY-*."""

    CUSTOMER = "customer key"  # of the platform, in the cloud's key service
    OWN_STORE = "own key store"  # of the platform, in a store on hosts of its own
    PROVIDER = "provider's key"
    NONE = "none shown"  # nothing in the plan shows any encryption
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why the holder is unknown."""

    LATER = "known only after apply"
    SILENT = "not said"  # the class cannot say it


class Found(NamedTuple):
    """What is said of one resource. `meant`: known only after apply, and its host is meant to encrypt it."""

    record: Record
    holder: Holder
    doubt: Doubt | None = None
    meant: bool = False

    @property
    def keyed(self) -> bool:
        """Whether it lies, or is meant to lie, under a key of the platform's own."""
        return self.meant or self.holder in (Holder.CUSTOMER, Holder.OWN_STORE)


KEPT: Final = ("kms.key", "kms.vault")
"""Kinds that hold keys and no data."""
_CAPABILITIES: Final = {
    "db": "database.",
    "kms.secret": "secret.",
    "store.block": "volume.",
    "store.file": "file-share.",
    "store.object": "bucket.",
}
_ABOUT_KEYS: Final = (".customer-key", ".encryption")


def holder_of(record: Record) -> Holder | None:
    """Whose key a resource lies under; None for what is not counted: it holds no data, or keys and no data."""
    if record.entry.of or not record.is_data or record.kind in KEPT:
        return None
    return found(record).holder


def found(record: Record) -> Found:
    """Whose key one resource lies under. Agrees with CRY-003, which asks it of health data."""
    customer = record.raw("customer_key")
    if customer is True:
        return Found(record, Holder.CUSTOMER)
    if customer is UNKNOWN:
        return Found(record, Holder.UNKNOWN, Doubt.LATER)
    if record.kind == "store.block":
        own = _by_host(record)
        if own is not None:
            return own
    if "encrypted" not in KINDS[record.kind].attributes:
        # a store of secrets always encrypts: the vocabulary asks only under whose key
        own_keys = customer is False or any(telling_gaps(record))
        return Found(record, Holder.PROVIDER) if own_keys else Found(record, Holder.UNKNOWN, Doubt.SILENT)
    return Found(record, *_by_cloud(record.raw("encrypted"), customer))


def _by_host(disk: Record) -> Found | None:
    """What the hosts that mount a disk do about it; None where they do nothing."""
    own = own_encryption(disk)
    key = linked_key(disk)
    if own is Own.CONTENT:
        return Found(disk, Holder.OWN_STORE)
    if own is Own.KEY and key is not None:
        # the host's passphrase is a secret of the cloud's store, under a key that the cloud makes for the platform
        return Found(disk, Holder.CUSTOMER if made_by_cloud(key) else Holder.OWN_STORE)
    if own is Own.LATER and left_to_host(disk):
        return Found(disk, Holder.UNKNOWN, Doubt.LATER, meant=True)
    return None


def _by_cloud(encrypted: Any, customer: Any) -> tuple[Holder, Doubt | None]:
    if encrypted is UNKNOWN:
        return Holder.UNKNOWN, Doubt.LATER
    if not encrypted:
        return Holder.NONE, None
    return (Holder.PROVIDER, None) if customer is False else (Holder.UNKNOWN, Doubt.SILENT)


def of_disk(host: Record, disk: Any) -> Found:
    """A disk that comes with a host."""
    if disk is UNKNOWN or disk.customer_key is UNKNOWN:
        return Found(host, Holder.UNKNOWN, Doubt.LATER)
    if disk.customer_key is True:
        return Found(host, Holder.CUSTOMER)
    return Found(host, *_by_cloud(disk.encrypted, disk.customer_key))


def telling_gaps(record: Record) -> Iterator[str]:
    """Gaps that say why it lies as it does."""
    of_kind = _CAPABILITIES.get(record.kind)
    names = (name for name, _ in gaps(record) if of_kind and name.startswith(of_kind))
    return (name for name in names if name.endswith(_ABOUT_KEYS))


def linked(item: Found) -> Iterator[Record]:
    """The `Key` roles of a resource: of the cloud's keys that it names, else the one that its role is linked to."""
    own = [key.owner for key in keys(item.record)]
    named_by_input = [role for role in own if role is not None and role.kind == "role.Key"]
    link = linked_key(item.record)
    yield from named_by_input or ([link] if link is not None else [])
