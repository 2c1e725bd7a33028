"""Neutral kinds, and the attributes that each has at every cloud.

An attribute is the answer as far as the plan gives it: UNKNOWN where it is known only after apply, None where the cloud
or the class cannot say it or it is not set and the cloud sets nothing. A default of the cloud is an answer.
Names in `refs` are other records that a record points to. `location` and `tags` are asked of all kinds alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Kind(NamedTuple):
    """One neutral kind.

    Attributes:
        what: what it is.
        attributes: name -> what it says. Yes-or-no unless said otherwise.
        refs: name -> which record it points to.
        data: holds data of the platform: its loss is a loss, its place is a matter of law.
    """

    what: str
    attributes: Mapping[str, str] = {}
    refs: Mapping[str, str] = {}
    data: bool = False


_KEYED: Final = {"encrypted": "encrypted at rest", "customer_key": "under a key of ours"}
_KEY: Final = {"key": "the key it is encrypted under"}

KINDS: Final[Mapping[str, Kind]] = {
    # networks
    "net.vpc": Kind(
        "an isolated network, or the router that joins segments",
        {
            "cidrs": "its ranges, a tuple of CIDR texts",
            "transitive": "routes between networks it is joined to",
            "port_security": "addresses of hosts are enforced",
            "external": "shared with, or a way to, others than the platform",
        },
    ),
    "net.subnet": Kind(
        "a segment of a network",
        {
            "cidr": "its range, a CIDR text",
            "auto_public_ip": "hosts get a public address by themselves",
            "open_outbound": "hosts reach the internet by a default of the cloud",
        },
        {
            "network": "the network it is a part of",
            "firewall": "the group of rules on it",
            "routes": "its table of routes",
        },
    ),
    "net.route": Kind(
        "routes",
        {"routes": "a tuple of Route"},
        {"network": "the network, router or table they belong to", "subnets": "segments it is given to"},
    ),
    "net.peering": Kind(
        "a joint of two networks",
        {"transit": "traffic from beyond the other network passes", "peers": "ids of both ends, a tuple of texts"},
        {"networks": "the networks it joins, as far as the stack has them"},
    ),
    "net.nat": Kind(
        "a way out to the internet for hosts without public address",
        {"jump_host": "carries a jump host of the provider that answers to the internet"},
        {"network": "whose hosts use it", "addresses": "public addresses it gets"},
    ),
    "net.gateway": Kind("a network's attachment to the internet", {}, {"network": "whose"}),
    "net.public_ip": Kind("a public address", {}, {"target": "what it is given to"}),
    "net.endpoint": Kind(
        "a private address of a managed service", {"service": "id of the service, a text"}, {"target": "the service"}
    ),
    "net.sg": Kind(
        "a group of firewall rules, or a list of a network",
        {
            "default_in": "what happens to incoming connections that no rule names: `deny` or `allow`",
            "default_out": "the same for outgoing connections",
            "stateful": "answers pass by themselves",
            "rules": "rules written inside it, a tuple of Flow; empty where rules are records of their own",
        },
        {"network": "the network it belongs to", "peer_groups": "groups whose members are peers of a rule inside it"},
    ),
    "net.sg_rule": Kind(
        "firewall rules",
        {"rules": "a tuple of Flow"},
        {"group": "the group they belong to", "peer_groups": "groups whose members are peers"},
    ),
    "net.port": Kind(
        "a network card of a host",
        {
            "port_security": "its addresses are enforced and groups apply to it",
            "forwards": "takes traffic that is not for its own addresses",
            "public_ip": "has a public address of its own",
        },
        {
            "groups": "groups of firewall rules on it",
            "subnets": "segments it stands in",
            "host": "whose card it is",
            "network": "network it stands in",
            "addresses": "public addresses it gets",
        },
    ),
    "net.lb": Kind(
        "a load balancer or application gateway, or its entry",
        {
            "public": "reached from the internet",
            "listeners": "a tuple of Listener",
            "access_logs": "its connections are logged",
        },
        {
            "waf": "the firewall in front of it",
            "certificate": "the certificate it shows",
            "addresses": "public addresses it gets",
            "groups": "groups of firewall rules on it",
            "subnets": "segments it stands in",
        },
    ),
    "net.waf": Kind(
        "a web application firewall",
        {"enabled": "switched on", "blocks": "refuses what it recognises, not only logs it"},
    ),
    "net.vpn": Kind(
        "a gateway or connection to another site",
        {
            "tunnels": "a tuple of Tunnel; empty for a gateway without connection",
            "peer": "address of the other end, a text",
        },
        {"gateway": "its gateway", "other": "the other end, where it is a record of its own"},
    ),
    "net.flowlog": Kind(
        "a record of connections",
        {"enabled": "switched on", "retention_days": "days, a number; 0 is for ever"},
        {"of": "whose connections", "store": "where they are kept"},
    ),
    "net.egress_gw": Kind(
        "the controlled way out: a firewall or proxy with named destinations",
        {"hosts": "allowed destinations, a tuple of host names", "default_deny": "everything else is refused"},
    ),
    # compute
    "compute.vm": Kind(
        "a host",
        {
            "public_ip": "has a public address of its own",
            "password_login": "may be entered with a password",
            "image": "what it starts from, a text",
            "texts": "user-data and scripts, a tuple of texts; may hold secrets: never shown",
            "secret_texts": "those texts are given as secrets",
            "disks": "a tuple of Disk for the disks that come with it",
            "deletion_protection": "the cloud refuses to delete it",
            "time_sources": "time servers that it is given, a tuple of texts; None where it is given none",
            "forwards": "takes traffic that is not for its own addresses; None where its cards say it",
            "backed_up": "its own inputs put it under a policy of backups; None where the class has no such input",
        },
        {
            "groups": "groups of firewall rules on it",
            "subnets": "segments it stands in",
            "addresses": "public addresses it gets",
            "ports": "network cards it is given",
            "volumes": "disks of their own that it mounts",
            "key": "the key that the disks which come with it are encrypted under",
        },
    ),
    "compute.k8s": Kind(
        "a Kubernetes or analytics cluster",
        {
            "api_public": "its control plane answers to the internet",
            "api_allowed": "ranges it answers to, a tuple of CIDR texts; None where there is no list",
            "local_accounts": "accounts beside the identity provider",
            "node_public_ip": "nodes have public addresses",
            "audit_logs": "its audit log is kept",
            "tls_min": "lowest TLS version, a text",
            **_KEYED,
        },
        {**_KEY, "subnets": "segments of its nodes"},
    ),
    "compute.image": Kind("an image that hosts start from", {"source": "where it is taken from, a text"}),
    "compute.agent": Kind(
        "software of the provider that is put on a host", {"publisher": "who makes it, a text"}, {"host": "the host"}
    ),
    # storage
    "store.block": Kind(
        "a disk or volume",
        {**_KEYED, "public": "can be exported to or read from the internet", "size_gb": "a number"},
        {**_KEY, "host": "the host it is attached to"},
        data=True,
    ),
    "store.object": Kind(
        "object storage: a bucket, container or account of it",
        {
            **_KEYED,
            "public": "anybody can list or read it",
            "private_only": "reached by private addresses only",
            "versioned": "overwritten and deleted objects are kept",
            "locked_days": "days in which nobody can delete an object, a number; None without lock",
            "tls_min": "lowest TLS version, a text; None where the service sets it and the facts must say",
            "replica": "region of a second copy, a text; None without one",
            "geo_redundant": "the class copies to a second region of the provider's choice",
            "force_destroy": "deleting it deletes what is in it",
            "shared_key": "a key of the account opens it, past all grants",
            "access_logs": "reads and writes are logged",
            "policies": "access policies, a tuple of Grant; empty without",
        },
        _KEY,
        data=True,
    ),
    "store.file": Kind(
        "a file share",
        {
            **_KEYED,
            "public": "reached from the internet",
            "clients": "ranges it answers to, a tuple of CIDR texts; None where there is no list",
            "tls_min": "lowest TLS version or `none` for a plain protocol; None where not sayable",
            "geo_redundant": "the class copies to a second region of the provider's choice",
            "access_logs": "reads and writes are logged",
        },
        {**_KEY, "network": "network or segment it is reached in"},
        data=True,
    ),
    "db": Kind(
        "a managed database",
        {
            **_KEYED,
            "public": "reached from the internet",
            "allowed": "ranges it answers to, a tuple of CIDR texts; None where there is no list",
            "tls_min": "lowest TLS version it takes, a text; `none` where plain connections are accepted",
            "backup_days": "days, a number; 0 without backups",
            "backup_hours": "hours between two backups, a number; None where it is not sayable",
            "backup_location": "region of the backups, a text; `same` for its own",
            "geo_redundant": "backups or replicas go to a second region of the provider's choice",
            "highly_available": "a second node takes over",
            "deletion_protection": "the cloud refuses to delete it",
            "audit_logs": "sign-ins and changes of rights are logged",
            "plan": "the plan or tier as the cloud calls it, a text",
        },
        {**_KEY, "network": "network or segment it is reached in"},
        data=True,
    ),
    # keys, secrets, names
    "kms.vault": Kind(
        "a store of keys or secrets",
        {
            "public": "answers to the internet without a list of ranges",
            "purge_protection": "what is deleted can be had back for a time, by nobody to be shortened",
            "rbac": "rights by grants, not by lists of the vault",
            "audit_logs": "use of keys is logged",
        },
        data=True,
    ),
    "kms.key": Kind(
        "a key",
        {
            "algorithm": "`aes`, `rsa`, `ec`, ...",
            "size": "bits, a number",
            "rotation_days": "a number; None without rotation",
            "deletion_protection": "cannot be destroyed at once",
            "exportable": "key material can leave the store",
            "protection": "`software` or `hsm`",
            "audit_logs": "its use is logged",
        },
        {"store": "the store it lies in"},
        data=True,
    ),
    "kms.secret": Kind(
        "a stored secret, or a version of it",
        {
            "value_is_secret": "the plan treats the value as a secret, or has none",
            "customer_key": "under a key of ours",
        },
        {**_KEY, "store": "the store it lies in"},
        data=True,
    ),
    "cert": Kind(
        "a certificate, or an authority that is trusted",
        {"issuer": "authority, a text", "algorithm": "`rsa`, `ec`", "size": "bits, a number"},
    ),
    "dns": Kind("a zone or record", {"private": "seen by the platform's networks only"}),
    "registry": Kind(
        "a container registry",
        {
            **_KEYED,
            "public": "answers to the internet without a list of ranges",
            "anonymous_pull": "anybody may pull",
            "admin_user": "has an account past all grants",
            "geo_redundant": "copies to a second region of the provider's choice",
            "allowed": "ranges it answers to, a tuple of CIDR texts; None where there is no list",
            "tls_min": "lowest TLS version, a text",
        },
        _KEY,
        data=True,
    ),
    # identities
    "iam.user": Kind(
        "an identity",
        {
            "human": "a person",
            "named": "stands for one person or one application",
            "root": "the account's own identity",
            "grants": "rights given with it by its own inputs, a tuple of Grant; empty without",
        },
        {"policies": "rights that its own inputs link to it"},
    ),
    "iam.group": Kind(
        "a group of identities",
        {"grants": "rights given with it by its own inputs, a tuple of Grant; empty without"},
        {"members": "identities that it is given in code", "policies": "rights that its own inputs link to it"},
    ),
    "iam.policy": Kind(
        "rights",
        {"grants": "a tuple of Grant"},
        {"identity": "who gets them", "scope": "what they are on", "role": "the record that defines the role given"},
    ),
    "iam.apikey": Kind(
        "a key or credential by which an identity calls the cloud",
        {"owner": "`application`, `user` or `root`", "expires": "ISO date; None without end"},
        {"identity": "whose it is"},
    ),
    "iam.idp": Kind(
        "an identity provider or trust in one",
        {"host": "its host, a text", "protocol": "`oidc`, `saml`, ...", "mfa": "asks a second factor"},
    ),
    "iam.org": Kind(
        "settings of the organisation, tenant, account or project",
        {
            "support_access": "support of the provider may enter without approval; None where not sayable",
            "mfa": "a second factor is demanded; None where not sayable",
            "allowed": "ranges from which it may be managed, a tuple of CIDR texts; None where there is no list",
        },
    ),
    "project": Kind(
        "the cloud's container of an area",
        {"hds": "ordered with the option for health data; None where the cloud has none"},
    ),
    "admin.bastion": Kind(
        "the cloud's bastion service",
        {
            "recorded": "sessions are recorded",
            "shareable_link": "can be entered by a link, past the directory",
            "copy": "files or clipboard pass through it",
            "mfa": "demands a second factor; None where its identity provider decides",
        },
    ),
    # logs and backups
    "log.sink": Kind(
        "the delivery of logs of something to a store",
        {"enabled": "switched on", "categories": "what is delivered, a tuple of texts"},
        {"of": "whose logs", "store": "where they go"},
    ),
    "log.store": Kind(
        "where logs are kept",
        {
            **_KEYED,
            "retention_days": "days, a number",
            "immutable": "nobody can change or delete what is in it before its time",
            "public": "reads or writes from the internet",
        },
        _KEY,
        data=True,
    ),
    "log.alert": Kind(
        "alerts",
        {"enabled": "switched on", "events": "what raises one, a tuple of texts", "contacts": "whom, a tuple of texts"},
    ),
    "backup": Kind(
        "a vault, policy or plan of backups, or what puts something under one",
        {
            "interval_hours": "hours between two backups, a number; None where this part does not say",
            "keep_days": "days, a number; None where this part does not say",
            "immutable": "backups cannot be deleted before their time; None where this part does not say",
            "encrypted": "encrypted at rest",
            "customer_key": "under a key of ours",
            "geo_redundant": "copied to a second region of the provider's choice",
            "copy_location": "region of a second copy, a text; None without one",
            "several_zones": "kept in several zones of its region; None where this part does not say",
        },
        {**_KEY, "of": "what is backed up", "vault": "where it is kept", "policy": "the plan that it follows"},
        data=True,
    ),
    # what is not at a cloud, or says nothing of itself
    "setting": Kind(
        "a joint or setting without anything to judge of its own",
        {},
        {"of": "what it belongs to", "key": "the key that it gives to what goes by it"},
    ),
    "generated": Kind("a value that the engine generates", {"length": "characters or bytes, a number"}),
    "provider": Kind("an explicit provider", {"package": "a text", "endpoints": "hosts it calls, a tuple of texts"}),
    "reference": Kind("outputs of another stack", {"stack": "its name, a text"}),
    "stack": Kind("a layer as a whole"),
    "role": Kind(
        "a component of ours; its kind is `role.<Role>`",
        {"spec": "what is wanted, a mapping", "links": "a mapping", "gaps": "a tuple"},
    ),
    "gap": Kind(
        "what a role asks for and its cloud does not offer as code", {"capability": "id, a text", "level": "a text"}
    ),
    "source": Kind(
        "a file that decides what runs: project file, stack file, CI file",
        {"file": "path in the repository, a text", "references": "a tuple of Reference"},
    ),
    "deletion": Kind("a resource that the plan deletes; what it is says its entry"),
    "orphan": Kind("a setting whose resource is not in the plan"),
    "refused": Kind("a class that no estate may use", {"reason": "a text"}),
    "unknown": Kind("a class that no table knows"),
}


def is_data(kind: str) -> bool:
    """Whether records of this kind hold data of the platform."""
    known = KINDS.get(kind)
    return known is not None and known.data
