"""Which answers of the tables are bad, and who must see them: kind -> attribute -> watch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.values import UNKNOWN
from policies.kinds.values import Disk
from tests.policies.damage import GONE, Bad, Watch

_PLANTED = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\ncGxhbnRlZCBieSBhIHRlc3Q=\n-----END OPENSSH PRIVATE KEY-----\n",
    "#cloud-config\nchpasswd: {list: 'root:Pl4nted-by-a-Test'}\n",
)
"""Documents with a secret in them."""
_FETCHES = "#cloud-config\nruncmd:\n  - curl -O https://storage.googleapis.com/tool\n"
_ASKS = "#cloud-config\nntp:\n  enabled: true\n  servers:\n    - time.google.com\n"
_FOREIGN_IMAGE = "https://storage.googleapis.com/image.qcow2"
_OTHER_RANGES = ("10.64.0.0/22", "0.0.0.0/0", "198.51.100.0/24")


def _off(value: Any) -> bool:
    return value is None or value is False


def _no(value: Any) -> bool:
    return value is False


def _on(value: Any) -> bool:
    return value is True


def _missing(value: Any) -> bool:
    return value in (None, (), 0, "")


def _below(least: float) -> Bad:
    return lambda value: value is None or (isinstance(value, int | float) and value < least)


def _above(most: float) -> Bad:
    return lambda value: isinstance(value, int | float) and value > most


def _abroad(value: Any) -> bool:
    found = value if isinstance(value, tuple) else (value,)
    return any(isinstance(item, str) and item.casefold().startswith("us-") for item in found)


def _is(*bad: Any) -> Bad:
    return lambda value: any(value is item or value == item for item in bad)


def _holds(*bad: str) -> Bad:
    """A text, or a tuple of texts, in which one of these stands."""
    return lambda value: any(word in item for item in _texts(value) for word in bad)


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, tuple) else (value,)
    return tuple(item for item in found if isinstance(item, str))


def _world_in(value: Any) -> bool:
    """Somebody outside reaches a port of administration."""
    return isinstance(value, tuple) and any(_opens(flow) for flow in value)


def _opens(flow: Any) -> bool:
    return (
        flow.direction in ("in", "across")
        and flow.allow is True
        and isinstance(flow.peers, tuple)
        and any(peer in ("0.0.0.0/0", "::/0") for peer in flow.peers)
        and isinstance(flow.ports, tuple)
        and any(low <= 22 <= high for low, high in flow.ports)
    )


def _to_internet(value: Any) -> bool:
    return isinstance(value, tuple) and any(route.via in ("internet", "nat") for route in value)


def _plain(value: Any) -> bool:
    return isinstance(value, tuple) and any(listener.tls in ("", "1.0", "1.1") for listener in value)


def _weak(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.casefold() in ("none", "plain", "1.0", "1.1"))


def _weak_tunnel(value: Any) -> bool:
    weak = {"des", "3des", "md5", "sha1", "dh2", "none", "modp1024"}
    return isinstance(value, tuple) and any(
        tunnel.ike == 1 or weak & {*(tunnel.ciphers or ()), *(tunnel.integrity or ()), *(tunnel.groups or ())}
        for tunnel in value
        if UNKNOWN not in tunnel
    )


def _all_rights(value: Any) -> bool:
    """Everything within one project is no matter of ADM-005."""
    narrow = ("project", "resource")
    return isinstance(value, tuple) and any(grant.wildcard is True and grant.scope not in narrow for grant in value)


def _for_everyone(value: Any) -> bool:
    return isinstance(value, tuple) and any(grant.principal == "*" for grant in value)


def _everyone(value: Any) -> bool:
    return value == () or (isinstance(value, tuple) and any(item in ("0.0.0.0/0", "::/0", "*") for item in value))


def _bare_disk(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(disk, Disk) and disk.encrypted is False for disk in value)


_KEYED = {"encrypted": Watch(_off, ("CRY-001",)), "customer_key": Watch(_off, ("CRY-003",))}
_STORED = {
    **_KEYED,
    "public": Watch(_on, ("NET-007", "NET-010")),
    "geo_redundant": Watch(_on, ("SOV-LOC-005",)),
    "tls_min": Watch(_weak, ("CRY-007",)),
}
_LOGGED = {"access_logs": Watch(_off, ("LOG-001",))}
_CLIENTS = Watch(_everyone, ("NET-007",))

WATCHED: Mapping[str, Mapping[str, Watch]] = {
    "admin.bastion": {
        "copy": Watch(_on, ("NET-006",)),
        "mfa": Watch(_off, ("ADM-002",)),
        "recorded": Watch(_off, ("ADM-008",)),
        "shareable_link": Watch(_on, ("ADM-001",)),
    },
    "backup": {
        **_KEYED,
        "copy_location": Watch(_abroad, ("SOV-LOC-003",)),
        "geo_redundant": Watch(_on, ("SOV-LOC-005",)),
        "immutable": Watch(_off, ("BCK-003",)),
        "interval_hours": Watch(_above(24), ("BCK-001",), (48, "P2D", "PT48H", "Weekly")),
        "keep_days": Watch(_is(0), ("BCK-001",), (0, "P0D")),
        "several_zones": Watch(_off, ("BCK-002",)),
    },
    "cert": {
        "algorithm": Watch(_is("dsa"), ("CRY-004",)),
        "issuer": Watch(_missing, ("CRY-010",)),
        "size": Watch(_below(256), ("CRY-004",)),
    },
    "compute.agent": {"publisher": Watch(_missing, ("LOG-001",))},
    "compute.image": {"source": Watch(_holds("googleapis.com"), ("SOV-CTL-005",), (_FOREIGN_IMAGE,))},
    "compute.k8s": {
        **_KEYED,
        "api_allowed": Watch(_everyone, ("ADM-007", "NET-007")),
        "api_public": Watch(_on, ("NET-007",)),
        "audit_logs": Watch(_off, ("LOG-001",)),
        "local_accounts": Watch(_on, ("ADM-003",)),
        "node_public_ip": Watch(_on, ("NET-010",)),
        "tls_min": Watch(_weak, ("CRY-007",)),
    },
    "compute.vm": {
        "backed_up": Watch(_no, ("BCK-001",)),
        "forwards": Watch(_on, ("NET-002",)),
        "disks": Watch(_bare_disk, ("CRY-001",)),
        "image": Watch(_holds("googleapis.com"), ("SOV-CTL-005",), (_FOREIGN_IMAGE,)),
        "password_login": Watch(_on, ("CRY-009",)),
        "public_ip": Watch(_on, ("NET-010",)),
        "secret_texts": Watch(_no, ("CRY-005",), _PLANTED),
        "texts": Watch(_holds("googleapis.com"), ("SOV-CTL-005",), (_FETCHES,)),
        "time_sources": Watch(_holds("time.google.com"), ("LOG-005", "SOV-CTL-005"), (_ASKS,)),
    },
    "db": {
        **_STORED,
        "allowed": _CLIENTS,
        "audit_logs": Watch(_off, ("LOG-001",)),
        "backup_days": Watch(_below(1), ("BCK-001",)),
        "backup_hours": Watch(_above(24), ("BCK-001",), (48,)),
        "backup_location": Watch(_abroad, ("SOV-LOC-003",)),
    },
    "iam.apikey": {
        "expires": Watch(_missing, ("ADM-006",)),
        "owner": Watch(_is("root"), ("ADM-003",)),
    },
    "iam.group": {"grants": Watch(_all_rights, ("ADM-005",))},
    "iam.idp": {
        "host": Watch(_missing, ("ADM-009",)),
        "mfa": Watch(_off, ("ADM-002",)),
        "protocol": Watch(_missing, ("ADM-009",)),
    },
    "iam.org": {
        "allowed": Watch(_everyone, ("ADM-007",)),
        "mfa": Watch(_off, ("ADM-002",)),
        "support_access": Watch(_on, ("SOV-CTL-006",)),
    },
    "iam.policy": {"grants": Watch(_all_rights, ("ADM-004", "ADM-005"))},
    "iam.user": {
        "grants": Watch(_all_rights, ("ADM-004", "ADM-005")),
        "named": Watch(_off, ("ADM-003",)),
        "root": Watch(_on, ("ADM-003",)),
    },
    "kms.key": {
        "algorithm": Watch(_is("rsa", "ec", "des", None), ("CRY-004",), (GONE, "rsa_1024", "des", "RSA1024", "DES")),
        "audit_logs": Watch(_off, ("LOG-001",)),
        "deletion_protection": Watch(_off, ("CRY-006",)),
        "exportable": Watch(_on, ("CRY-006",)),
        "protection": Watch(_missing, ("CRY-004",)),
        "rotation_days": Watch(_missing, ("CRY-006",)),
        "size": Watch(_below(128), ("CRY-004",)),
    },
    "kms.secret": {
        "customer_key": Watch(_off, ("CRY-003",)),
        "value_is_secret": Watch(_off, ("CRY-005",)),
    },
    "kms.vault": {
        "audit_logs": Watch(_off, ("LOG-001",)),
        "public": Watch(_on, ("ADM-007",)),
        "purge_protection": Watch(_off, ("CRY-006",)),
        "rbac": Watch(_off, ("ADM-003",)),
    },
    "log.alert": {
        "contacts": Watch(_missing, ("LOG-006",)),
        "enabled": Watch(_off, ("LOG-006",)),
        "events": Watch(_missing, ("LOG-006",)),
    },
    "log.sink": {
        "categories": Watch(_missing, ("LOG-001",)),
        "enabled": Watch(_off, ("LOG-001",)),
    },
    "log.store": {
        **_KEYED,
        "immutable": Watch(_off, ("LOG-003",)),
        "public": Watch(_on, ("NET-007",)),
        "retention_days": Watch(_below(183), ("LOG-002",)),
    },
    "net.egress_gw": {
        "default_deny": Watch(_off, ("NET-006",)),
        "hosts": Watch(_holds("*"), ("NET-006",), ("*",)),
    },
    "net.endpoint": {
        "service": Watch(_holds("storage.googleapis.com"), ("NET-007",), ("storage.googleapis.com",), literal=True)
    },
    "net.flowlog": {
        "enabled": Watch(_off, ("NET-009",)),
        "retention_days": Watch(lambda value: isinstance(value, int) and 0 < value < 183, ("LOG-002", "NET-009")),
    },
    "net.lb": {
        "access_logs": Watch(_off, ("LOG-001",)),
        "listeners": Watch(_plain, ("CRY-007",)),
        "public": Watch(_on, ("NET-010", "NET-008")),
    },
    "net.nat": {"jump_host": Watch(_on, ("ADM-001",))},
    "net.peering": {
        "peers": Watch(_holds("vnet-elsewhere"), ("NET-004",), ("vnet-elsewhere",)),
        "transit": Watch(_on, ("NET-004",)),
    },
    "net.port": {
        "forwards": Watch(_on, ("NET-002",)),
        "port_security": Watch(_no, ("NET-002",)),
        "public_ip": Watch(_on, ("NET-010",)),
    },
    "net.route": {"routes": Watch(_to_internet, ("NET-005", "NET-010"))},
    "net.sg": {
        "default_in": Watch(_is("allow"), ("NET-001", "NET-002")),
        "default_out": Watch(_is("allow"), ("NET-002", "NET-005")),
        "rules": Watch(_world_in, ("NET-001",)),
        "stateful": Watch(_no, ("NET-002",)),
    },
    "net.sg_rule": {"rules": Watch(_world_in, ("NET-001",))},
    "net.subnet": {
        "auto_public_ip": Watch(_on, ("NET-010",)),
        "cidr": Watch(_is(*_OTHER_RANGES), ("NET-003", "NET-011"), _OTHER_RANGES),
        "open_outbound": Watch(_on, ("NET-005", "NET-006")),
    },
    "net.vpc": {
        "cidrs": Watch(_holds(*_OTHER_RANGES), ("NET-003", "NET-011"), _OTHER_RANGES),
        "external": Watch(_on, ("NET-005", "NET-010")),
        "port_security": Watch(_no, ("NET-002",)),
        "transitive": Watch(_on, ("NET-004",)),
    },
    "net.vpn": {
        "peer": Watch(_holds("8.8.8.8"), ("NET-010",), ("8.8.8.8",)),
        "tunnels": Watch(_weak_tunnel, ("CRY-008",), ("DHGroup2", "IKEv1", "des", "modp1024", "3des", "sha1")),
    },
    "net.waf": {"blocks": Watch(_off, ("NET-008",)), "enabled": Watch(_off, ("NET-008",))},
    "project": {"hds": Watch(_no, ("SOV-CTL-004",))},
    "provider": {
        "endpoints": Watch(
            _holds("amazonaws.com"), ("SOV-CTL-005", "SOV-LOC-001"), ("https://s3.eu-west-3.amazonaws.com",)
        )
    },
    "reference": {
        "stack": Watch(
            _holds("-nonprod", "-prod"), ("ENV-001",), ("organization/bastide/x-nonprod", "organization/bastide/x-prod")
        )
    },
    "registry": {
        **_STORED,
        "admin_user": Watch(_on, ("ADM-003",)),
        "allowed": _CLIENTS,
        "anonymous_pull": Watch(_on, ("NET-007",)),
    },
    "store.block": {**_KEYED, "public": Watch(_on, ("NET-007", "NET-010"))},
    "store.file": {**_STORED, **_LOGGED, "clients": _CLIENTS},
    "store.object": {
        **_STORED,
        **_LOGGED,
        "locked_days": Watch(_missing, ("LOG-003", "BCK-001", "BCK-003", "ADM-008")),
        "policies": Watch(_for_everyone, ("ADM-005", "NET-007", "LOG-004")),
        "private_only": Watch(_off, ("NET-007",)),
        "replica": Watch(_abroad, ("SOV-LOC-003",)),
        "shared_key": Watch(_on, ("ADM-003",)),
        "versioned": Watch(_off, ("LOG-003", "BCK-001")),
    },
}
"""An attribute that is not here stands among the reviewed ones, with the reason."""

_OWN_KEY = (("CRY-003",), ("CRY-002",))
_PLACED = ((), ("NET-004",))

REFS: Mapping[str, Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "backup": {
        "key": _OWN_KEY,
        "of": (("BCK-001",), ("BCK-001",)),
        "policy": (("BCK-001",), ("BCK-001",)),
        "vault": (("CRY-001", "SOV-LOC-001"), ()),
    },
    "compute.k8s": {"key": _OWN_KEY, "subnets": ((), ("NET-003", "NET-004"))},
    "compute.vm": {
        "groups": (("NET-002",), ("NET-002",)),
        "key": _OWN_KEY,
        "ports": (("NET-002",), ("NET-002", "NET-004")),
        "subnets": ((), ("NET-003", "NET-004")),
        "volumes": (("CRY-003",), ("CRY-002", "NET-004")),
    },
    "db": {"key": _OWN_KEY, "network": ((), ("NET-003", "NET-004"))},
    "iam.apikey": {"identity": (("ADM-003",), ())},
    "iam.policy": {"role": (("ADM-004",), ())},
    "kms.key": {"store": (("CRY-006", "SOV-LOC-001"), ())},
    "kms.secret": {"key": _OWN_KEY},
    "log.sink": {"of": (("LOG-001",), ()), "store": (("LOG-001",), ("LOG-002", "LOG-003"))},
    "net.endpoint": {"target": (("NET-007",), ())},
    "net.flowlog": {"of": (("NET-009",), ("NET-009",)), "store": (("NET-009",), ("LOG-002", "LOG-003"))},
    "net.gateway": {"network": ((), ("NET-005", "NET-010"))},
    "net.lb": {"groups": (("NET-002",), ("NET-002",)), "waf": (("NET-008",), ())},
    "net.nat": {"network": ((), ("NET-005", "NET-010"))},
    "net.peering": {"networks": _PLACED},
    "net.port": {
        "groups": (("NET-002",), ("NET-002", "NET-004")),
        "subnets": (("NET-002",), ("NET-003", "NET-004")),
    },
    "net.public_ip": {"target": ((), ("NET-010",))},
    "net.route": {"network": _PLACED, "subnets": _PLACED},
    "net.sg": {"network": _PLACED},
    "net.sg_rule": {"group": (("NET-002",), ("NET-002",))},
    "net.subnet": {"firewall": (("NET-002",), ("NET-002",)), "network": _PLACED, "routes": _PLACED},
    "registry": {"key": _OWN_KEY},
    "setting": {"key": _OWN_KEY},
    "store.block": {"host": _PLACED, "key": _OWN_KEY},
    "store.file": {"key": _OWN_KEY, "network": _PLACED},
    "store.object": {"key": _OWN_KEY},
}
"""Kind -> what it points to -> who must see that it does so no more, and that it points into another area.

What is not here is asked of no resource by itself (whose address it is, in which group of resources it lies)."""
