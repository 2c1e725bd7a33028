"""Every ask of every spec: where each cloud honours it, or which gap says that it does not. A new field needs a row.

The table below is read by people too: a field of a spec, and for each cloud what becomes of it. The tests hold it
against the specs (no field without a row), the facts (a missing capability really is one) and the plans (an input named
here really carries what was asked).
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import pytest

from components.contract import roles
from components.contract.capability import CATALOGUE
from components.contract.role import Role, Spec
from components.contract.words import Cloud
from facts import load
from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret, unknowns

Plans = Mapping[str, tuple[LayerPlan, ...]]
ESTATES = {Cloud.AZURE: "azure-legacy", Cloud.OVHCLOUD: "ovhcloud", Cloud.SCALEWAY: "scaleway"}


@dataclass(frozen=True)
class Input:
    """It is in an input of a resource below the role. `shown`: how a value is spelled there; `CHOSEN`: not comparable,
    because the choices translate it (a size becomes a flavour)."""

    kind: str
    path: str = ""
    shown: Callable[[Any], str] = str


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
    return ""


Answer = Input | Lacks | Said | Elsewhere
Answers = Answer | tuple[Answer, ...]
WORDS = Elsewhere("words for people: they stand in the role's inputs, and the cloud has no place for them")
FLOWS = Elsewhere("the flows: the rules of the segments' firewalls name the ranges")
TAGS = Elsewhere("a tag on everything in the area")
PEERED = Elsewhere("networks are peered: there is no transit network")
NO_VLAN = Elsewhere("the cloud's networks are no VLANs")
SEGMENTS_FIREWALL = Elsewhere("the security group of its segment, behind which its private endpoint stands")
ADOPTED = Said("workstation", "adopted as they are")
SERVER = Input("instance/server:Server", "cloudInit")
HOST = Input("compute/instance:Instance", "userData")
IPAM = Input("ipam/ip:Ip", "address")
PORT = Input("networking/port:Port", "fixedIps")
ZONE = Input("instance/server:Server", "zone", CHOSEN)
AVAILABILITY = Input("compute/instance:Instance", "availabilityZone", CHOSEN)
TYPE = Input("instance/server:Server", "type", CHOSEN)
FLAVOR = Input("compute/instance:Instance", "flavorName", CHOSEN)


def row(scaleway: Answers, ovhcloud: Answers, azure: Answers) -> dict[Cloud, Answers]:
    return {Cloud.SCALEWAY: scaleway, Cloud.OVHCLOUD: ovhcloud, Cloud.AZURE: azure}


def both(scaleway: Answers, ovhcloud: Answers) -> dict[Cloud, Answers]:
    """Where the whole role is a gap of the legacy."""
    return {Cloud.SCALEWAY: scaleway, Cloud.OVHCLOUD: ovhcloud}


def azure(answer: Answers) -> dict[Cloud, Answers]:
    return {Cloud.AZURE: answer}


def everywhere(answer: Answers) -> dict[Cloud, Answers]:
    return row(answer, answer, answer)


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


HOSTS = both(SERVER, HOST)
NOWHERE: dict[Cloud, Answers] = {}
ASKS: Mapping[str, Mapping[str, Mapping[Cloud, Answers]]] = {
    "ProjectSpec": {
        "title": row(Input("account/project:Project", "description"), WORDS, WORDS),
        "classification": row(Input("account/project:Project", "description"), TAGS, TAGS),
    },
    "EnvironmentSpec": {
        "title": everywhere(WORDS),
        "stage": everywhere(WORDS),
        "classification": everywhere(TAGS),
        "retention_days": everywhere(TAGS),
    },
    "ProjectSpaceSpec": {
        "title": everywhere(WORDS),
        "state": everywhere(Elsewhere("the layer: workstations stand only while the space is open")),
        "classification": everywhere(TAGS),
        "retention_days": everywhere(TAGS),
        "starts": everywhere(WORDS),
        "ends": everywhere(Elsewhere("the grants of the space's deployer end with it")),
    },
    "AirlockSpec": {
        "keep_days": everywhere(Lacks("airlock.expiry")),
        "stages": everywhere(Elsewhere("a bucket for each, below the role")),
    },
    "NetworkSpec": {
        "cidr": row(
            Input("network/route:Route", "destination"),
            Input("networking/routerRoute:RouterRoute", "destinationCidr"),
            Input("network:VirtualNetwork", "addressSpace"),
        ),
        "transit_cidr": row(PEERED, Input("networking/subnet:Subnet", "cidr"), PEERED),
        "transit_address": row(PEERED, PORT, PEERED),
        "transit_hub_address": row(PEERED, Input("networking/routerRoute:RouterRoute", "nextHop"), PEERED),
        "transit_vlan": row(PEERED, Input("networking/network:Network", "valueSpecs"), PEERED),
        "internet_exit": row(
            Input("network/publicGateway:PublicGateway", "type", CHOSEN),
            Input("networking/router:Router", "externalNetworkId", CHOSEN),
            Elsewhere("the firewall of the egress role is the only way out"),
        ),
        "spokes": everywhere(FLOWS),
    },
    "SegmentSpec": {
        "cidr": row(
            Input("network/privateNetwork:PrivateNetwork", "ipv4Subnet"),
            Input("networking/subnet:Subnet", "cidr"),
            Input("network:Subnet", "addressPrefix"),
        ),
        "purpose": everywhere(Elsewhere("decides what stands there and whether it has a way out")),
        "vlan": row(NO_VLAN, Input("networking/network:Network", "valueSpecs"), NO_VLAN),
        "rules": everywhere(FLOWS),
    },
    "FirewallSpec": {
        "segment": row(
            Input("instance/securityGroup:SecurityGroup", "description"),
            Input("networking/secGroup:SecGroup", "description"),
            Elsewhere("the group is named in its subnet"),
        ),
        "cidr": row(
            Elsewhere("the group is on the hosts of the segment"),
            Elsewhere("the group is on the hosts of the segment"),
            Input("network:NetworkSecurityGroup", "securityRules"),
        ),
        "purpose": everywhere(Elsewhere("decides which rules of the cloud's own are added")),
        "rules.flow": row(
            Input("instance/securityGroup:SecurityGroup", "tags"),
            Input("networking/secGroup:SecGroup", "tags"),
            Input("network:NetworkSecurityGroup", "securityRules"),
        ),
        "rules.direction": row(
            Input("instance/securityGroupRules:SecurityGroupRules"),
            Input("networking/secGroupRule:SecGroupRule", "direction", lambda way: f"{way}gress".replace("outg", "eg")),
            Input("network:NetworkSecurityGroup", "securityRules", lambda way: f"{way}bound"),
        ),
        "rules.protocol": row(
            Input("instance/securityGroupRules:SecurityGroupRules"),
            Input("networking/secGroupRule:SecGroupRule", "protocol"),
            Input("network:NetworkSecurityGroup", "securityRules"),
        ),
        "rules.ports": row(
            Input("instance/securityGroupRules:SecurityGroupRules"),
            Input("networking/secGroupRule:SecGroupRule", "portRangeMin", lambda ports: str(ports).partition("-")[0]),
            Input("network:NetworkSecurityGroup", "securityRules"),
        ),
        "rules.peers": row(
            Input("instance/securityGroupRules:SecurityGroupRules"),
            Input("networking/secGroupRule:SecGroupRule", "remoteIpPrefix"),
            Input("network:NetworkSecurityGroup", "securityRules"),
        ),
        "rules.justification": row(
            Elsewhere("the VPC's access list, in the Network role"),
            # a rule of two flows carries the words of the first
            Input("networking/secGroupRule:SecGroupRule", "description", CHOSEN),
            Input("network:NetworkSecurityGroup", "securityRules", CHOSEN),
        ),
        "rules.until": everywhere(Lacks("firewall.expiry")),
    },
    "FlowLogSpec": {"retention_days": azure(Input("network:FlowLog", "retentionPolicy"))},
    "KeyStoreSpec": {"protection": everywhere(Elsewhere("each key's own protection: a store holds both kinds"))},
    "KeySpec": {
        "protection": row(
            Input("keymanager/key:Key", "protectionLevel"),
            Lacks("key.hsm"),
            Input("keyvault:Key", "properties.kty", lambda kind: "RSA-HSM" if kind == "hsm" else "RSA"),
        ),
        "rotation_days": row(
            Input("keymanager/key:Key", "rotationPolicy", lambda days: f"{days * 24}h"),
            Lacks("key.rotation"),
            Input("keyvault:Key", "properties.rotationPolicy", lambda days: f"P{days}D"),
        ),
    },
    "SecretSpec": {"length": everywhere(Input("randomPassword:RandomPassword", "length"))},
    "BucketSpec": {
        "purpose": everywhere(WORDS),
        "classification": everywhere(TAGS),
        "locked_days": row(
            Input("object/bucketLockConfiguration:BucketLockConfiguration", "rule"),
            # whole weeks get a day more
            Input("CloudProject/storage:Storage", "objectLock", CHOSEN),
            Input("storage:StorageAccount", "immutableStorageWithVersioning"),
        ),
        "replicated": row(
            Lacks("bucket.replica"),
            Input("CloudProject/storage:Storage", "replication", CHOSEN),
            Input("storage:StorageAccount", "sku", lambda _: "GZRS"),
        ),
    },
    "VolumeSpec": {
        "size_gb": row(
            Input("block/volume:Volume", "sizeInGb"),
            Input("blockstorage/volume:Volume", "size"),
            Input("compute:Disk", "diskSizeGB"),
        ),
        "zone": row(
            Input("block/volume:Volume", "zone", CHOSEN),
            Input("blockstorage/volume:Volume", "availabilityZone", CHOSEN),
            Input("compute:Disk", "zones", CHOSEN),
        ),
    },
    "FileShareSpec": {
        "size_gb": row(
            Input("fileFilesystem:FileFilesystem", "sizeInGb"),
            Input("cloudStorageFileShare:CloudStorageFileShare", "size"),
            # the smallest share is larger than the smallest ask
            Input("storage:FileShare", "shareQuota", CHOSEN),
        ),
        "client_cidrs": row(
            Lacks("file-share.clients"),
            Input("cloudStorageFileShareAcl:CloudStorageFileShareAcl", "accessTo"),
            SEGMENTS_FIREWALL,
        ),
    },
    "BackupSpec": {
        "keep_days": azure(Input("recoveryservices:ProtectionPolicy", "properties")),
        "hour_utc": azure(Input("recoveryservices:ProtectionPolicy", "properties", lambda hour: f"T{hour:02}:00")),
    },
    "GroupSpec": {
        "title": both(Input("iam/group:Group", "description"), Input("identityGroup:IdentityGroup", "description"))
    },
    "ServiceAccountSpec": {
        "purpose": row(
            Input("iam/application:Application", "description"),
            Input("aPIOAuth2Client:APIOAuth2Client", "description"),
            WORDS,
        )
    },
    "GrantSpec": {
        "right": row(
            Input("iam/policy:Policy", "rules", CHOSEN),
            Input("Iam/policy:Policy", "allows", CHOSEN),
            Input("authorization:RoleAssignment", "roleDefinitionId", CHOSEN),
        ),
        "until": row(
            Input("iam/policy:Policy", "rules", _day_after),
            Input("Iam/policy:Policy", "expiredAt"),
            Lacks("grant.expiry"),
        ),
        "justification": row(
            Input("iam/policy:Policy", "description"),
            Input("Iam/policy:Policy", "description"),
            Input("authorization:RoleAssignment", "description"),
        ),
    },
    "IdentityProviderSpec": {"title": NOWHERE},
    "AuditSinkSpec": {
        "retention_days": row(
            (
                Input("object/bucketLockConfiguration:BucketLockConfiguration", "rule"),
                Lacks("audit-sink.long-search"),
            ),
            (Input("CloudProject/storage:Storage", "objectLock", CHOSEN), Lacks("audit-sink.long-search")),
            (Input("storage:StorageAccount", "immutableStorageWithVersioning"), Lacks("audit-sink.long-search")),
        )
    },
    "AlertRouteSpec": {
        "contacts": {
            Cloud.SCALEWAY: Input("observability/alertManager:AlertManager", "contactPoints"),
            Cloud.AZURE: Input("monitor:ActionGroup", "emailReceivers"),
        }
    },
    "BastionSpec": {
        "mode": everywhere(Elsewhere("an essential capability of its own: nothing is built in another mode")),
        "size": row(TYPE, FLAVOR, Elsewhere("the cloud sizes its own bastion")),
        "zones": row(ZONE, AVAILABILITY, Elsewhere("the cloud's own bastion stands in the redundant zones")),
        "addresses": row(IPAM, PORT, Elsewhere("alone in its subnet, which the firewalls name as a whole")),
        "allowed_cidrs": row(
            Elsewhere("the security group of its segment, before the host"),
            Elsewhere("the security group of its segment, before the host"),
            SEGMENTS_FIREWALL,
        ),
        "targets": row(SERVER, HOST, SEGMENTS_FIREWALL),
        "people.id": row(SERVER, HOST, Said("bastion.managed", "knows no list of people")),
        "people.ssh_key": row(SERVER, HOST, Said("bastion.managed", "knows no list of people")),
        "idle_minutes": row(SERVER, HOST, Said("bastion.managed", "idle time")),
        "recordings_days": row(SERVER, HOST, Elsewhere("the lock of the recordings' bucket")),
        "time_servers": row(SERVER, HOST, Elsewhere("no host of ours")),
    },
    "WorkstationSpec": {
        "size": row(TYPE, FLAVOR, Input("compute:VirtualMachine", "hardwareProfile", CHOSEN)),
        "disk_gb": row(
            Input("block/volume:Volume", "sizeInGb"),
            Input("blockstorage/volume:Volume", "size"),
            Input("compute:Disk", "diskSizeGB"),
        ),
        "zone": row(ZONE, AVAILABILITY, Input("compute:VirtualMachine", "zones", CHOSEN)),
        "bastion_cidr": row(SERVER, HOST, FLOWS),
        "egress_cidrs": row(SERVER, HOST, FLOWS),
        "proxy_address": row(SERVER, HOST, ADOPTED),
        "mirror_address": row(SERVER, HOST, ADOPTED),
        "people": row(SERVER, HOST, ADOPTED),
        "operators": row(SERVER, HOST, ADOPTED),
        "time_servers": row(SERVER, HOST, ADOPTED),
    },
    "ClusterSpec": {
        "kind": azure(Elsewhere("decides which service is built")),
        "size": azure(
            (
                Input("containerservice:ManagedCluster", "agentPoolProfiles", CHOSEN),
                Lacks("cluster.analytics-size"),
            )
        ),
        "nodes": azure(
            (Input("containerservice:ManagedCluster", "agentPoolProfiles"), Lacks("cluster.analytics-size"))
        ),
        "admin_cidrs": azure(SEGMENTS_FIREWALL),
    },
    "RegistrySpec": {
        "client_cidrs": row(
            Lacks("registry.clients"),
            Input("containerRegistryIPRestrictionsRegistry:ContainerRegistryIPRestrictionsRegistry", "ipRestrictions"),
            SEGMENTS_FIREWALL,
        )
    },
    "DatabaseSpec": {
        "version": row(
            Input("databases/instance:Instance", "engine"),
            Input("CloudProject/database:Database", "version"),
            Input("dbforpostgresql:Server", "version"),
        ),
        "size": row(
            Input("databases/instance:Instance", "nodeType", CHOSEN),
            Input("CloudProject/database:Database", "flavor", CHOSEN),
            Input("dbforpostgresql:Server", "sku", CHOSEN),
        ),
        "storage_gb": row(
            Input("databases/instance:Instance", "volumeSizeInGb"),
            Input("CloudProject/database:Database", "diskSize"),
            Input("dbforpostgresql:Server", "storage"),
        ),
        "highly_available": row(
            Input("databases/instance:Instance", "isHaCluster"),
            Input("CloudProject/database:Database", "plan", CHOSEN),
            Input("dbforpostgresql:Server", "highAvailability", lambda _: "ZoneRedundant"),
        ),
        "backup_days": row(
            Input("databases/instance:Instance", "backupScheduleRetention"),
            Lacks("database.backup-retention"),
            Input("dbforpostgresql:Server", "backup"),
        ),
        "client_cidrs": row(
            Input("databases/acl:Acl", "aclRules"),
            Input("CloudProject/database:Database", "ipRestrictions"),
            SEGMENTS_FIREWALL,
        ),
    },
    "EgressAllowListSpec": {
        "allowed.flow": row(WORDS, WORDS, Input("network:AzureFirewall", "tags")),
        "allowed.host": row(SERVER, HOST, Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections")),
        "allowed.port": row(SERVER, HOST, Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections")),
        "allowed.justification": everywhere(WORDS),
        "allowed.until": everywhere(Lacks("firewall.expiry")),
        "sources": row(SERVER, HOST, Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections")),
        "zones": row(ZONE, AVAILABILITY, Elsewhere("the cloud's own firewall stands in the redundant zones")),
        "addresses": row(IPAM, PORT, Elsewhere("the cloud's own firewall has one, the first of its subnet")),
        "time_servers": row(SERVER, HOST, Elsewhere("no host of ours")),
        "size": row(TYPE, FLAVOR, Elsewhere("the cloud sizes its own firewall")),
    },
    "SiteLinkSpec": {
        "peer_address": row(
            Input("s2svpn/customerGateway:CustomerGateway", "ipv4Public"),
            HOST,
            Input("network:LocalNetworkGateway"),
        ),
        "peer_asn": row(
            Input("s2svpn/customerGateway:CustomerGateway", "asn"), Lacks("site-link.bgp"), Lacks("site-link.bgp")
        ),
        "local_asn": everywhere(Lacks("site-link.asn")),
        "local_cidrs": row(
            Input("s2svpn/routingPolicy:RoutingPolicy", "prefixFilterOuts"),
            HOST,
            Input("network:VirtualNetworkGatewayConnection", "trafficSelectorPolicies"),
        ),
        "remote_cidrs": row(
            Input("s2svpn/routingPolicy:RoutingPolicy", "prefixFilterIns"),
            HOST,
            Input("network:VirtualNetworkGatewayConnection", "trafficSelectorPolicies"),
        ),
        "zones": row(
            Input("s2svpn/gateway:Gateway", "zone", CHOSEN),
            AVAILABILITY,
            Elsewhere("the cloud's own gateway stands in several zones"),
        ),
        "addresses": row(IPAM, PORT, Elsewhere("alone in its subnet: the cloud gives them out")),
    },
    "CertificateSpec": {"host": NOWHERE, "authority": NOWHERE},
    "PortalSpec": {
        "host": row(
            Input("loadbalancers/loadBalancer:LoadBalancer", "description"),
            Input("loadbalancer/loadBalancer:LoadBalancer", "description"),
            Input("network:ApplicationGateway", "httpListeners"),
        ),
        "backends": row(
            Input("loadbalancers/backend:Backend", "serverIps"),
            Input("loadbalancer/member:Member", "address"),
            Input("network:ApplicationGateway", "backendAddressPools"),
        ),
    },
    "InternalDnsSpec": {
        "domain": azure(Input("privatedns:PrivateZone", "privateZoneName")),
        # of the hosts that stand there, and the firewall under the address that the cloud gave it
        "records": azure(Input("privatedns:PrivateRecordSet", "aRecords", CHOSEN)),
    },
    "TimeSourceSpec": {"servers": HOSTS, "clients": HOSTS, "address": both(IPAM, PORT)},
    "PackageMirrorSpec": {
        "upstream": HOSTS,
        "security_upstream": HOSTS,
        # beside the system
        "disk_gb": both(
            Input("instance/server:Server", "rootVolume", CHOSEN),
            Input("compute/instance:Instance", "blockDevices", CHOSEN),
        ),
        "clients": HOSTS,
        "address": both(IPAM, PORT),
        "time_servers": HOSTS,
    },
}


def _role_types() -> dict[str, type[Any]]:
    """Name of a spec -> its role."""
    for module in pkgutil.iter_modules(roles.__path__):
        importlib.import_module(f"{roles.__name__}.{module.name}")
    found: dict[str, type[Any]] = {}
    waiting = list(Role.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for base in getattr(kind, "__orig_bases__", ()):
            for argument in get_args(base):
                if isinstance(argument, type) and issubclass(argument, Spec):
                    found[argument.__name__] = kind
    return found


ROLES = _role_types()
SPECS: dict[str, type[Spec]] = {
    spec.__name__: spec for kind in ROLES.values() for base in kind.__orig_bases__ for spec in get_args(base)[:1]
}


def _asks(spec: type[Spec]) -> Iterator[tuple[str, ...]]:
    """The ways to answer for each field: by its own name, or by the names of its parts' fields."""
    hints = get_type_hints(spec)
    for field in dataclasses.fields(spec):
        part = next((item for item in get_args(hints[field.name]) if dataclasses.is_dataclass(item)), None)
        yield (field.name,)
        if part is not None:
            yield tuple(f"{field.name}.{inner.name}" for inner in dataclasses.fields(part))


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_field_of_a_spec_has_a_row_and_every_row_a_field(name: str) -> None:
    rows = set(ASKS.get(name, {}))
    answered: set[str] = set()
    missing = []
    for ways in _by_field(SPECS[name]).values():
        complete = [way for way in ways if set(way) <= rows]
        if complete:
            answered |= set(complete[-1])
        else:
            missing.append(ways[0][0])
    assert not missing, f"{name}: say in ASKS where each cloud honours it, or add a feature whose gap says it does not"
    assert rows == answered


def _by_field(spec: type[Spec]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for way in _asks(spec):
        found.setdefault(way[0].partition(".")[0], []).append(way)
    return found


CASES = [(cloud, spec, field) for spec, fields in sorted(ASKS.items()) for field in fields for cloud in Cloud]


@pytest.mark.parametrize(("cloud", "spec", "field"), CASES)
def test_a_cloud_honours_the_ask_or_a_gap_says_that_it_does_not(
    cloud: Cloud, spec: str, field: str, plans: Plans
) -> None:
    offered = load.capabilities(cloud.value)
    answers = ASKS[spec][field].get(cloud)
    made = list(_roles(plans[ESTATES[cloud]], ROLES[spec].__name__))
    whole_gap = bool(made) and all(_is_blocked(role, offered) for _, role in made)
    assert whole_gap is (answers is None), "an answer is given exactly where the role is built"
    for answer in answers if isinstance(answers, tuple) else (answers,):
        if isinstance(answer, Input):
            _carried(answer, field, made)
        elif isinstance(answer, Lacks):
            assert answer.capability in CATALOGUE
            assert not offered[answer.capability].level.built
            _gap_where_asked(answer.capability, spec)
        elif isinstance(answer, Said):
            assert offered[answer.capability].level.built
            assert answer.words in offered[answer.capability].note


def _gap_where_asked(capability: str, spec: str) -> None:
    """That some value of the spec asks for it; `test_capabilities` holds that each such ask is a gap."""
    assert f'"{capability}"' in inspect.getsource(SPECS[spec].features), f"{spec} never asks for {capability}"


def _roles(layers: tuple[LayerPlan, ...], kind: str) -> Iterator[tuple[LayerPlan, PlannedResource]]:
    for layer in layers:
        for resource in layer.resources:
            if resource.role_kind == kind:
                yield layer, resource


def _is_blocked(role: PlannedResource, offered: Mapping[str, Any]) -> bool:
    """Whether an essential capability is among the role's gaps: one that is the role itself, or a bastion's mode."""
    kind = role.role_kind.lower()
    gaps = [gap["capability"] for gap in role.inputs["gaps"]]
    mode = role.inputs["spec"].get("mode")
    essential = {name for name in CATALOGUE if name.replace("-", "") == kind} | {f"bastion.{mode}"}
    return any(name in essential and not offered[name].level.built for name in gaps)


def _carried(answer: Input, field: str, made: list[tuple[LayerPlan, PlannedResource]]) -> None:
    """In every role that asks: the resource is below it, and its input holds all that was asked."""
    asked = checked = 0
    for layer, role in made:
        values = [value for value in _values(role.inputs["spec"], field) if value not in (None, "", False)]
        if not values:
            continue
        asked += 1
        found = [_at(resource.inputs, answer.path) for resource in _below(layer, role, answer.kind)]
        if not found:
            continue
        checked += 1
        assert any(item is not None for item in found), f"{answer.kind} has no {answer.path}"
        if any(item is UNKNOWN or unknowns(item) for item in found):
            continue
        text = json.dumps([_plain(item) for item in found], default=str).lower()
        missing = [value for value in values if answer.shown(value).lower() not in text]
        assert not missing, f"{role.name}: {answer.kind} {answer.path} does not hold {missing}"
    assert checked or not asked, f"no {answer.kind} below any role"


def _below(layer: LayerPlan, role: PlannedResource, kind: str) -> Iterator[PlannedResource]:
    parents = {role.urn}
    for resource in layer.resources:
        if resource.parent in parents:
            if resource.type.startswith("bastide:"):
                continue
            parents.add(resource.urn)
            if resource.type.endswith(kind):
                yield resource


def _values(data: Any, path: str) -> list[Any]:
    """Every scalar under a dotted path, lists and mappings opened."""
    if isinstance(data, list | tuple):
        return [value for item in data for value in _values(item, path)]
    if isinstance(data, Mapping):
        if not path:
            return [value for item in data.values() for value in _values(item, "")]
        head, _, tail = path.partition(".")
        return _values(data.get(head), tail)
    return [data]


def _at(inputs: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        inputs = inputs.value if isinstance(inputs, Secret) else inputs
        inputs = inputs.get(part) if isinstance(inputs, Mapping) else None
    return inputs


def _plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return _plain(value.value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
