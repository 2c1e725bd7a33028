"""Structured values of attributes, the same at every cloud. Any field is UNKNOWN where the plan does not know it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Flow(NamedTuple):
    """One rule of a firewall.

    Attributes:
        direction: `in` or `out`; `across` for a rule of a network's list that names both ends: from `own` to `peers`.
        allow: False for a rule that refuses.
        protocol: `tcp`, `udp`, `icmp`, `any`, or another name or number in lower case.
        ports: ranges (first, last), both included; every port is `((0, 65535),)`; empty where the protocol has none.
        peers: addresses in CIDR form as they are written (`0.0.0.0/0`), or `group:<what>` for members of a group,
            `service:<tag>` for a provider's service tag. The world by any spelling of the provider (no prefix and no
            group, `*`, `Any`, `Internet`) is `0.0.0.0/0` and `::/0` (as far as the rule is for both).
        flow: ids of flows of the intent that the rule says it carries.
        label: what tells the rule from its neighbours (name, index); for messages.
        own: addresses at this end (of members of the group, or the source of an `across` rule) where the rule names
            them, as peers are written; empty for all of them.
        own_ports: ranges of ports at this end, as ports are written; empty where the rule names none.
    """

    direction: Any
    allow: Any
    protocol: Any
    ports: Any
    peers: Any
    flow: tuple[str, ...] = ()
    label: str = ""
    own: Any = ()
    own_ports: Any = ()


class Route(NamedTuple):
    """One route: where to, and through what.

    `via`: `internet`, `nat`, `peering`, `vpn`, `host` (an address or host of ours), `local`, `none` (dropped).
    """

    destination: Any
    via: Any


class Listener(NamedTuple):
    """One entry of a load balancer or gateway. `tls` is the lowest version (`1.2`), "" for plain, None where the
    connection passes through undecrypted. `protocol` in lower case (`https`, `http`, `tcp`). `behind` is the port of
    the hosts that it leads to, None where it is not said. Ports are numbers, or ranges as texts (`1-100`)."""

    protocol: Any
    port: Any
    tls: Any
    behind: Any = None


class Grant(NamedTuple):
    """One right that an identity gets.

    Attributes:
        principal: who (id, name, or `ref` text); `*` for everyone.
        actions: what (permission sets, roles, actions), as the cloud spells them.
        wildcard: True where the actions or the resources are everything (`*`, Owner, AdministratorAccess, ...).
        scope: `organisation`, `project`, `resource`, or "" where the cloud does not say.
        until: end of the grant as an ISO date, None where it has none.
        capabilities: neutral abilities out of `read-data`, `write-data`, `manage-keys`, `use-keys`, `read-logs`,
            `write-logs`, `manage-logs`, `manage-iam`, `manage-network`, `manage-compute`, `manage-backups`,
            `delete-data`, `all`.
    """

    principal: Any
    actions: Any
    wildcard: Any
    scope: Any
    until: Any
    capabilities: frozenset[str] = frozenset()


class Disk(NamedTuple):
    """A disk of a host: encrypted at rest by the cloud, and whether under a key of ours (None: cannot be said)."""

    encrypted: Any
    customer_key: Any


class Tunnel(NamedTuple):
    """Cryptography of one VPN connection. `ike` 1 or 2; `ciphers`, `integrity`, `groups` as lower-case words
    (`aes256-gcm`, `sha384`, `dh20`); None where the cloud does not let us say (see its facts)."""

    ike: Any
    ciphers: Any
    integrity: Any
    groups: Any


class Reference(NamedTuple):
    """Something outside that a file or text names.

    Attributes:
        what: `host`, `image`, `action`, `plugin`, `backend`, `secrets-provider`, `runner`, `identity-provider`.
        name: the host, image reference or action; never more of the text that it stands in.
        place: property path or file and line.
        in_secret: it stands in a secret text: only an owner that the facts know may be named.
    """

    what: str
    name: str
    place: str
    in_secret: bool = False
