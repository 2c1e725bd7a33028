"""What becomes of every ask of every spec at one cloud: the words of the tables `<cloud>/asks.py`.

Read by people too: a field of a spec, and where the cloud honours it, or which gap says that it does not. `ASKS` is of
an estate, `MOVE` of the side of a cutover that stands at the cloud: what is built there in a way of its own. The tests
that hold the tables against the specs, the facts and the plans: tests/stacks/test_asks.py.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Input:
    """It is in an input of a resource below the role. `shown`: how a value is spelled there; `CHOSEN`: not comparable,
    because the choices translate it (a size becomes a flavour)."""

    kind: str
    path: str = ""
    shown: Callable[[Any], str] = str
    read: Callable[[Any], Any] = lambda found: found
    """How the input is read: `decoded` for a document in base64."""


@dataclass(frozen=True)
class Lacks:
    """It is not delivered, and the gap of this capability says so wherever it is asked."""

    capability: str


@dataclass(frozen=True)
class Said:
    """It is not delivered by design; the facts of this capability, which is built, say so in words."""

    capability: str
    words: str


@dataclass(frozen=True)
class Elsewhere:
    """Another role, the layer or the shape of the cloud answers it: nothing that was asked is lost."""

    why: str


def CHOSEN(_: Any) -> str:
    """Not comparable: the choices translate it (a size becomes a flavour)."""
    return ""


def decoded(found: Any) -> Any:
    """A document that the cloud takes in base64."""
    return base64.b64decode(found).decode() if isinstance(found, str) else found


def day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


Answer = Input | Lacks | Said | Elsewhere
Answers = Answer | tuple[Answer, ...]
Asks = Mapping[str, Mapping[str, Answers]]
"""Spec -> field (`rules.flow` for the field of a part) -> what becomes of it. A missing spec is a gap as a whole."""
WORDS = Elsewhere("words for people: they stand in the role's inputs, and the cloud has no place for them")
FLOWS = Elsewhere("the flows: the rules of the segments' firewalls name the ranges")
TAGS = Elsewhere("a tag on everything in the area")
PEERED = Elsewhere("networks are peered: there is no transit network")
NO_VLAN = Elsewhere("the cloud's networks are no VLANs")
SEGMENTS_FIREWALL = Elsewhere("the security group of its segment, behind which its private endpoint stands")
_NOT_OURS = Elsewhere("the cloud has the service: no host of ours")
OWN_KEY_STORE: Mapping[str, Answers] = dict.fromkeys(
    (
        "keys",
        "size",
        "zones",
        "addresses",
        "unsealed_by",
        "client_cidrs",
        "operators",
        "bastion_cidr",
        "time_servers",
    ),
    _NOT_OURS,
)
"""Fields of a `KeyStoreSpec` for hosts of our own, where there are none."""
OWN_LOG_STORE: Mapping[str, Answers] = dict.fromkeys(("disk_gb", "address", "client_cidrs", "time_servers"), _NOT_OURS)
"""The same of an `AuditSinkSpec`."""

CROSSING: Asks = {
    "CrossingSpec": {
        "title": WORDS,
        "side": Elsewhere("which of the two clouds everything below it is built at"),
        "classification": TAGS,
        "starts": WORDS,
        "until": Elsewhere("a tag on what carries tags; the day after, the policies find everything below it"),
    }
}
"""Either side of a move."""


def relay(document: Answers, size: Answers, disk_gb: Answers, zone: Answers, address: Answers, until: Answers) -> Asks:
    """What a target does with the hosts that copy."""
    return {
        "RelaySpec": {
            "size": size,
            "disk_gb": disk_gb,
            "zone": zone,
            "address": address,
            "bastion_cidr": document,
            "proxy_address": document,
            "operators": document,
            "time_servers": document,
            "names": document,
            "until": until,
        }
    }


def areas() -> Asks:
    """What every target does with the roles that hold other roles."""
    return {
        "EnvironmentSpec": {"title": WORDS, "stage": WORDS, "classification": TAGS, "retention_days": TAGS},
        "ProjectSpaceSpec": {
            "title": WORDS,
            "state": Elsewhere("the layer: workstations stand only while the space is open"),
            "classification": TAGS,
            "retention_days": TAGS,
            "starts": WORDS,
            "ends": Elsewhere("the grants of the space's deployer end with it"),
        },
        "AirlockSpec": {
            "keep_days": Lacks("airlock.expiry"),
            "stages": Elsewhere("a bucket for each, below the role"),
        },
    }


def hosts(
    document: Answers, size: Answers, zone: Answers, address: Answers, data_gb: Answers, root_gb: Answers
) -> Asks:
    """What a cloud without services of the kind does with the roles that stand on hosts of our own.

    `data_gb`, `root_gb`: the size of a data disk, and of the disk with the system.
    """
    return {
        "KeyStoreSpec": {
            "protection": Elsewhere("each key's own protection: a store holds both kinds"),
            "keys": document,
            "size": size,
            "zones": zone,
            "addresses": address,
            "unsealed_by": document,
            "client_cidrs": document,
            "operators": document,
            "bastion_cidr": document,
            "time_servers": document,
        },
        "KeySpec": {
            "protection": Lacks("key.hsm"),
            "rotation_days": Elsewhere("declared to the store's hosts with the key: `keys` of the KeyStoreSpec"),
        },
        "BastionSpec": {
            "mode": Elsewhere("an essential capability of its own: nothing is built in another mode"),
            "size": size,
            "zones": zone,
            "addresses": address,
            "allowed_cidrs": Elsewhere("the firewall of its segment, before the host"),
            "targets": document,
            "people.id": document,
            "people.ssh_key": document,
            "idle_minutes": document,
            "recordings_days": document,
            "time_servers": document,
        },
        "WorkstationSpec": {
            "size": size,
            "disk_gb": data_gb,
            "zone": zone,
            "bastion_cidr": document,
            "egress_cidrs": document,
            "proxy_address": document,
            "mirror_address": document,
            "people": document,
            "operators": document,
            "time_servers": document,
        },
        "EgressAllowListSpec": {
            "allowed.flow": WORDS,
            "allowed.host": document,
            "allowed.port": document,
            "allowed.justification": WORDS,
            "allowed.until": Lacks("firewall.expiry"),
            "sources": document,
            "zones": zone,
            "addresses": address,
            "time_servers": document,
            "size": size,
        },
        "TimeSourceSpec": {"servers": document, "clients": document, "address": address},
        "PackageMirrorSpec": {
            "upstream": document,
            "security_upstream": document,
            "disk_gb": root_gb,
            "clients": document,
            "address": address,
            "time_servers": document,
        },
    }


def log_store(document: Answer, address: Answers, data_gb: Answers) -> Mapping[str, Answers]:
    """An `AuditSinkSpec` on a host of our own."""
    return {
        "retention_days": (document, Lacks("audit-sink.long-search")),
        "disk_gb": data_gb,
        "address": address,
        "client_cidrs": document,
        "time_servers": document,
    }
