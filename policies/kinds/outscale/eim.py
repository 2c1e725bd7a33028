"""Policy documents of Outscale's EIM in neutral words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.aws_policies import by_key, parsed_document, statements, words
from policies.kinds.readers import mapped
from policies.kinds.values import Grant

_SCOPE: Final = "organisation"
"""A policy holds for all resources of its account, and nothing stands above an account."""

# Calls of the API (1.42.0) are a verb and a noun. A noun by its beginning -> what writing it allows.
_NOUNS: Final[Mapping[str, str]] = {
    "accesskey": "manage-iam",
    "account": "manage-iam",
    "apiaccess": "manage-iam",
    "ca": "manage-iam",
    "policy": "manage-iam",
    "policies": "manage-iam",
    "user": "manage-iam",
    "managedpolicies": "manage-iam",
    "managedpolicy": "manage-iam",
    "defaultpolicyversion": "manage-iam",
    "clientgateway": "manage-network",
    "dhcp": "manage-network",
    "directlink": "manage-network",
    "internetservice": "manage-network",
    "listener": "manage-network",
    "loadbalancer": "manage-network",
    "natservice": "manage-network",
    "net": "manage-network",
    "nic": "manage-network",
    "privateips": "manage-network",
    "publicip": "manage-network",
    "route": "manage-network",
    "securitygroup": "manage-network",
    "servercertificate": "manage-network",
    "subnet": "manage-network",
    "virtualgateway": "manage-network",
    "vpnconnection": "manage-network",
    "dedicatedgroup": "manage-compute",
    "flexiblegpu": "manage-compute",
    "image": "manage-compute",
    "keypair": "manage-compute",
    "tags": "manage-compute",
    "vm": "manage-compute",
    "volume": "manage-compute",
    "snapshot": "manage-backups",
}
_VERBS: Final = (
    "accept",
    "add",
    "create",
    "delete",
    "deregister",
    "link",
    "put",
    "reboot",
    "register",
    "reject",
    "remove",
    "scale",
    "set",
    "start",
    "stop",
    "unlink",
    "update",
)
# what a call allows beside what its noun says, or although it only reads
_CALLS: Final[Mapping[str, frozenset[str]]] = {
    "createimageexporttask": frozenset({"read-data", "manage-compute"}),
    "createsnapshotexporttask": frozenset({"read-data", "manage-backups"}),
    "deletesnapshot": frozenset({"delete-data", "manage-backups"}),
    "deletevolume": frozenset({"delete-data", "manage-compute"}),
    "readapilogs": frozenset({"read-logs"}),
    "updatesnapshot": frozenset({"read-data", "manage-backups"}),
}


def grants(path: str) -> Any:
    """Reads the grants of the document at `path`. Nobody is named: users and groups name their policies."""
    return mapped(path, _grants, ())


def _grants(document: Any) -> tuple[Grant, ...]:
    parsed = parsed_document(document)
    if not isinstance(parsed, Mapping):
        # what cannot be read counts as everything
        return (Grant(None, (), True, _SCOPE, None, frozenset({"all"})),)
    return tuple(_grant(item) for item in statements(parsed))


def _grant(item: Any) -> Grant:
    found = by_key(item) if isinstance(item, Mapping) else {"notaction": None}
    if "notaction" in found or "notresource" in found:
        return Grant(None, (), True, _SCOPE, None, frozenset({"all"}))
    actions = words(found.get("action"))
    # Every policy holds for all resources of its account (EIM Policy Generator: no policies by resource), so `Resource`
    # says nothing. A pattern of calls counts as all of them: it grows with the API.
    wildcard = UNKNOWN in actions or any("*" in str(action) or "?" in str(action) for action in actions)
    able = frozenset(able for action in actions for able in _able(revealed(action)))
    return Grant(None, actions, wildcard, _SCOPE, None, able)


def _able(action: Any) -> Iterator[str]:
    name = str(action).rpartition(":")[2].casefold()
    if action is UNKNOWN or "*" in name or "?" in name:
        yield "all"
    elif name in _CALLS:
        yield from _CALLS[name]
    elif not name.startswith(("read", "check", "get", "list")):
        yield _written(name)


def _written(name: str) -> str:
    for verb in _VERBS:
        rest = name.removeprefix(verb)
        if rest != name:
            # the longest beginning decides: `netpeering`, not `net`
            found = [noun for noun in _NOUNS if rest.startswith(noun)]
            return _NOUNS[max(found, key=len)] if found else "all"
    return "all"
