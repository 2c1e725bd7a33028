"""Disks that the platform's own hosts encrypt, because their cloud does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from policies.crypto.documents import documents
from policies.crypto.gaps import gaps
from policies.crypto.keys import linked_key, made_by_cloud
from policies.record import Record
from policies.view import View


class Own(Enum):
    """What the documents of a disk's hosts show."""

    KEY = "key"  # opened by a key of the platform's own, of its area's key store or secret store
    CONTENT = "content"  # the program encrypts whatever it writes
    NONE = "none"
    LATER = "later"  # the documents are known only after apply


# what the host documents of this toolkit hold where they encrypt (tests hold these against `components.hosts`)
_MARKS: Final[Mapping[str, Own]] = {
    "/usr/lib/bastide/key-store-volume": Own.KEY,
    "cryptsetup luksFormat": Own.KEY,
    "/usr/local/sbin/bastide-key-store": Own.CONTENT,
}


def left_to_host(disk: Record) -> bool:
    """Whether this disk is one that its cloud cannot put under a key of ours, so that its host is meant to."""
    key = linked_key(disk)
    lacking = any(capability == "volume.customer-key" for capability, _ in gaps(disk))
    return is_of_store(disk) or lacking or (key is not None and not made_by_cloud(key))


def is_of_store(disk: Record) -> bool:
    """Whether it is a disk of a key store's own hosts."""
    return disk.owner is not None and disk.owner.kind == "role.KeyStore"


def own_encryption(disk: Record) -> Own:
    """What the hosts that mount a disk do about it. Every one of them must encrypt it."""
    hosts = hosts_of(disk)
    if not hosts:
        return Own.NONE
    found = [_shown(host) for host in hosts]
    for answer in (Own.NONE, Own.LATER, Own.CONTENT):
        if answer in found:
            return answer
    return Own.KEY


def _shown(host: Record) -> Own:
    texts = documents(host)
    if texts is None:
        return Own.LATER
    return next((answer for mark, answer in _MARKS.items() if any(mark in text for text in texts)), Own.NONE)


def hosts_of(disk: Record) -> Sequence[Record]:
    """The hosts that mount a disk: that it names, that name it, else those of the same role."""
    named = disk.refs("host", "compute.vm")
    return named or _index(disk.view).get(disk.urn) or _siblings(disk)


def _siblings(disk: Record) -> Sequence[Record]:
    owner = disk.owner
    return _index(disk.view).get(owner.urn, ()) if owner is not None else ()


def _index(view: View) -> Mapping[str, Sequence[Record]]:
    """URN of a disk or role -> the hosts that mount it, or that stand in it."""
    found: Mapping[str, Sequence[Record]] | None = view.memo.get("crypto.own_disks")
    if found is None:
        made: dict[str, list[Record]] = {}
        for host in view.of("compute.vm"):
            for disk in host.refs("volumes"):
                made.setdefault(disk.urn, []).append(host)
            owner = host.owner
            if owner is not None:
                made.setdefault(owner.urn, []).append(host)
        found = view.memo["crypto.own_disks"] = made
    return found
