"""A cutover estate: the one kind of stack that holds two clouds, the legacy and one target, joined while they move.

Both ends of everything belong to this one stack, which reads the two estates by stack references and changes nothing of
theirs. Taking it down leaves nothing: no resource of it is protected or kept, none bears data that is not elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path

import pulumi

from components import moves
from components.contract import names
from components.contract.addresses import TRANSIT_VLAN
from components.contract.flows import bastion_cidr, rules
from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle
from components.contract.intent import Intent
from components.contract.names import role_name
from components.contract.outputs import BootstrapOutputs, HubOutputs
from components.contract.roles import relay as roles
from components.contract.roles.areas import NoLinks, Project, ProjectLinks, ProjectSpec
from components.contract.roles.network import (
    Firewall,
    FirewallLinks,
    FirewallSpec,
    Network,
    NetworkLinks,
    NetworkSpec,
    Segment,
    SegmentSpec,
)
from components.contract.roles.sitelink import SiteLink, SiteLinkLinks, SiteLinkSpec
from components.contract.site import CloudKit, ProviderScope
from components.contract.temporary import TemporarySite
from components.contract.words import Cloud, Purpose
from facts.document import Document, read
from facts.errors import BadInput
from facts.model import Capability
from facts.validate import validate
from stacks.catalogue import BOOTSTRAP, FOLDER, HUB, MOVE
from stacks.crossing import Crossing, CutoverFile, Side, addresses, area_of, records
from stacks.estate import Estate, load_estate
from stacks.intents import crossed, raise_faults
from stacks.layers import area as area_layer
from stacks.target import reference


@dataclass(frozen=True)
class Cutover(Estate):
    """A move from the legacy to one target.

    `cloud`, `choices` and `intent` are the target's, the intent with the move's area. `legacy` is the legacy with that
    area at its side; `ends` are the legacy and the target as they are, whose bootstrap and hub layers this one reads.
    """

    legacy: Estate = field(kw_only=True)
    ends: tuple[Estate, Estate] = field(kw_only=True)
    crossing: Crossing = field(kw_only=True)
    file: CutoverFile = field(kw_only=True)

    @property
    def layers(self) -> tuple[str, ...]:
        return (MOVE,)

    @cached_property
    def kit(self) -> CloudKit:
        """The target's, with the providers of both clouds."""
        own = moves.of_the_move(super().kit)
        return replace(own, packages=own.packages | self.legacy.kit.packages)


def load_cutover(name: str, folder: Path = FOLDER) -> Cutover:
    """Read a cutover estate with both of its ends, and check all of it.

    Raises:
        BadInput: with every fault found, each with file, line, path, found, expected and next action.
    """
    document = read(folder / f"{name}.yaml", what="a cutover estate")
    file = validate(document, CutoverFile)
    _check_names(document, file, name)
    plan = read(folder / file.crossing, what="a crossing")
    crossing = validate(plan, Crossing)
    legacy, target = load_estate(file.legacy, folder), load_estate(file.target, folder)
    both = crossed(plan, file, legacy.intent, target.intent)
    _check_gateways(document, file, crossing, target.cloud)
    for side, estate, intent in (("legacy", legacy, both.legacy), ("target", target, both.target)):
        wrong = names.faults(intent, estate.kit.name_rules, estate.cloud.value)
        raise_faults(plan, [replace(fault, path=(side,)) for fault in wrong])
    return Cutover(
        name=name,
        cloud=target.cloud,
        intent=both.target,
        choices=target.choices,
        recorded=tuple(folder / one for one in file.recorded),
        legacy=replace(legacy, intent=both.legacy),
        ends=(legacy, target),
        crossing=crossing,
        file=file,
    )


def _check_names(document: Document, file: CutoverFile, name: str) -> None:
    if file.estate != name:
        raise BadInput(
            f"found the estate name `{file.estate}`",
            place=document.place(("estate",)),
            expected=f"`{name}`, as the file's name says",
            action="correct the name or rename the file",
        )
    if not file.legacy.endswith("-legacy") or file.target.endswith("-legacy"):
        raise BadInput(
            f"found a move from `{file.legacy}` to `{file.target}`",
            place=document.place(("legacy",)),
            expected="from a legacy to a candidate: two clouds, one of them the one that is left",
            action="correct the two names",
        )


def _check_gateways(document: Document, file: CutoverFile, crossing: Crossing, cloud: Cloud) -> None:
    """With BGP each gateway is a peer of its own."""
    found, zones = len(file.link.target.addresses), len(crossing.target.link.zones)
    if moves.gateway(cloud).tunnels and found != zones:
        raise BadInput(
            f"found {found} addresses of the target's gateways, of which there are {zones}",
            place=document.place(("link", "target", "addresses")),
            expected="one for each zone of target.link in the crossing: the legacy's end exchanges routes with each",
            action="put in the addresses that were reserved, in the order of the zones",
        )


def build(estate: Cutover) -> None:
    """Build both sides in the Pulumi program that runs now. Exports nothing: no other stack rests on it."""
    keys = moves.LinkKeys()
    pulumi.runtime.register_stack_transformation(moves.unlocked)
    pulumi.runtime.register_stack_transformation(keys.note)
    target, bastion = _target_site(estate)
    _build_target(estate, target, bastion)
    _build_legacy(estate, target, keys.of(_link_name(target)))


def _target_site(estate: Cutover) -> tuple[TemporarySite, HubOutputs]:
    """The move's area in the target's hub: in its project, for a project of its own would have to be ordered first."""
    _, target = estate.ends
    source = partial(reference, target)
    made = BootstrapOutputs.read(source(BOOTSTRAP), target.intent, target.offered)
    shared = HubOutputs.read(source(HUB), target.intent, target.offered)
    project = made.projects[target.intent.hub.name]
    area = area_of(estate.intent)
    scope = ProviderScope(estate.choices, MOVE, project, project)
    site = TemporarySite(
        kit=estate.kit,
        estate=estate.name,
        layer=MOVE,
        intent=estate.intent,
        area=area,
        choices=estate.choices,
        offered=target.offered,
        providers=estate.kit.providers(scope),
        project=project,
        deployer=made.deployers[target.intent.hub.name],
        hub_network=shared.network,
        hub_project=project,
        until=estate.crossing.until,
    )
    return site, shared


def _build_target(estate: Cutover, site: TemporarySite, shared: HubOutputs) -> None:
    crossing = estate.crossing
    root = _root(estate, site, "target", shared)
    shore = _shore_of_target(site, root)
    area_layer.build_flow_log(site, root, area_layer.Built(network=shore.network), shared.audit)
    links = SiteLinkLinks(shore.network, *shore.walls(crossing.target.link.segment))
    SiteLink(_link_name(site), _link_spec(estate.legacy.intent, site.intent), links, site, parent=root)
    home = crossing.target.service_segment
    relays = crossing.target.relays
    zones = crossing.target.link.zones
    for number in range(1, relays.hosts + 1):
        spec = roles.RelaySpec(
            size=relays.size,
            disk_gb=relays.disk_gb,
            zone=zones[(number - 1) % len(zones)],
            address=site.addresses.host(site.area.name, home, number - 1),
            bastion_cidr=bastion_cidr(site.intent),
            proxy_address=site.addresses.proxy(),
            operators=relays.operators,
            time_servers=(site.addresses.time(),),
            names=_names(estate),
            until=crossing.until,
        )
        name = f"{crossing.name}-{relays.name}-{number}"
        roles.Relay(name, spec, roles.RelayLinks(*shore.walls(home), shared.bastion), site, parent=root)


def _build_legacy(estate: Cutover, target: TemporarySite, key: pulumi.Output[str]) -> None:
    crossing, legacy = estate.crossing, estate.legacy
    site, shared = _legacy_site(estate)
    root = _root(estate, site, "legacy", shared)
    area = site.area
    group = Project(area.name, ProjectSpec(area.title, area.classification), ProjectLinks(None), site, parent=root)
    site = replace(site, project=group.handle)
    shore = _shore_of_legacy(site, root)
    links = roles.FarEndLinks(
        shore.network,
        *shore.walls(crossing.legacy.link.segment),
        pre_shared_key=key,
        gateway=_gateway(estate),
        addresses=estate.file.link.target.addresses,
    )
    SiteLink(_link_name(site), _link_spec(target.intent, legacy.intent), links, site, parent=root)
    area_layer.build_flow_log(site, root, area_layer.Built(network=shore.network), shared.audit)
    home = shore.segments[crossing.legacy.service_segment]
    for (capability, source), address in addresses(crossing, legacy.intent).items():
        asked = roles.ReplicationEndpointSpec(capability, source, address, crossing.until)
        name = f"{area.name}-{source}-{capability}"
        roles.ReplicationEndpoint(name, asked, roles.ReplicationEndpointLinks(home), site, parent=root)
    _switched_names(estate, site, root)


def _legacy_site(estate: Cutover) -> tuple[TemporarySite, HubOutputs]:
    """The move's area at the legacy. Its own stack says what the hub's is; nothing is joined to it."""
    before, _ = estate.ends
    legacy = estate.legacy
    shared = HubOutputs.read(reference(before, HUB), before.intent, before.offered)
    kit = moves.of_the_move(legacy.kit)
    site = TemporarySite(
        kit=kit,
        estate=estate.name,
        layer=MOVE,
        intent=legacy.intent,
        area=area_of(legacy.intent),
        choices=legacy.choices,
        offered=_offered(estate),
        providers=kit.providers(ProviderScope(legacy.choices, MOVE, None, None)),
        until=estate.crossing.until,
    )
    return site, shared


def _root(estate: Cutover, site: TemporarySite, side: Side, shared: HubOutputs) -> pulumi.Resource:
    crossing = estate.crossing
    spec = roles.CrossingSpec(crossing.title, side, crossing.classification, crossing.starts, crossing.until)
    return roles.Crossing(side, spec, roles.CrossingLinks(shared.network, shared.audit), site)


@dataclass(frozen=True)
class _Shore:
    """The handles of a side's network. None: the cloud has a gap there."""

    network: NetworkHandle | None
    segments: Mapping[str, SegmentHandle | None]
    firewalls: Mapping[str, FirewallHandle | None]

    def walls(self, name: str) -> tuple[SegmentHandle | None, FirewallHandle | None]:
        return self.segments[name], self.firewalls[name]


def _shore_of_target(site: TemporarySite, root: pulumi.Resource) -> _Shore:
    built = area_layer.Built()
    area_layer.build_network(site, root, built)
    return _Shore(built.network, built.segments, built.firewalls)


def _shore_of_legacy(site: TemporarySite, root: pulumi.Resource) -> _Shore:
    """A network that is joined to no other. Each firewall before its segment: these are made, not adopted."""
    area, plan = site.area, site.addresses
    spec = NetworkSpec(
        cidr=str(plan.networks[area.name]),
        transit_cidr=str(plan.pool("transit")),
        transit_address=plan.transit_address(area),
        transit_hub_address=plan.transit_address(site.intent.hub),
        transit_vlan=TRANSIT_VLAN,
        internet_exit=False,
        spokes=(),
    )
    network = Network(area.name, spec, NetworkLinks(None), site, parent=root).handle
    segments: dict[str, SegmentHandle | None] = {}
    firewalls: dict[str, FirewallHandle | None] = {}
    for item in area.segments:
        name, cidr = role_name(area, item), str(plan.segments[area.name, item.name])
        flows = rules(site.intent, area, item)
        wall = FirewallSpec(item.name, cidr, item.purpose, flows)
        made = Firewall(name, wall, FirewallLinks(None), site, parent=root).handle
        part = SegmentSpec(cidr, item.purpose, plan.vlan(area, item), flows)
        links = roles.WalledLinks(network, made)
        segments[item.name] = Segment(name, part, links, site, parent=root).handle
        firewalls[item.name] = made
    return _Shore(network, segments, firewalls)


def _gateway(estate: Cutover) -> roles.Gateway:
    """What the target's end asks of the legacy's, with one tunnel for each of its zones."""
    asked = moves.gateway(estate.cloud)
    if not asked.tunnels:
        return asked
    return replace(asked, tunnels=tuple(asked.tunnels[zone - 1] for zone in estate.crossing.target.link.zones))


def _offered(estate: Cutover) -> Mapping[str, Capability]:
    """What the legacy's cloud offers. The move's gateway, unlike the one that is adopted, speaks BGP where asked."""
    offered = estate.legacy.offered
    if not _gateway(estate).tunnels:
        return offered
    return {**offered, **dict.fromkeys(("site-link.bgp", "site-link.asn"), offered["site-link"])}


def _link_name(site: TemporarySite) -> str:
    return role_name(site.area, site.intent.hub.site_link)


def _link_spec(other: Intent, own: Intent) -> SiteLinkSpec:
    """One end. Each side reaches the other's segment of services, and nothing else of it."""
    area, link = area_of(own), own.hub.site_link
    segment = next(item.name for item in area.segments if item.purpose is Purpose.SITE_LINK)
    return SiteLinkSpec(
        peer_address=link.peer_address,
        peer_asn=link.peer_asn,
        local_asn=link.local_asn,
        local_cidrs=other.hub.site_link.remote_cidrs,
        remote_cidrs=link.remote_cidrs,
        zones=link.zones,
        addresses=tuple(own.plan.host(area.name, segment, zone - 1) for zone in link.zones),
    )


def _names(estate: Cutover) -> Mapping[str, str]:
    """Name of a service of the legacy -> the address of its replication endpoint."""
    known = import_module(f"components.{estate.legacy.cloud.value}.relay")
    return {
        known.host_name(estate.legacy.intent, capability, source): address
        for (capability, source), address in addresses(estate.crossing, estate.legacy.intent).items()
    }


def _switched_names(estate: Cutover, site: TemporarySite, root: pulumi.Resource) -> None:
    crossing, file = estate.crossing, estate.file
    spec = roles.SwitchedNamesSpec(
        zone=crossing.names.zone,
        ttl_seconds=crossing.names.ttl_seconds,
        answers=file.answers,
        records=records(crossing, file),
        until=crossing.until,
    )
    roles.SwitchedNames(f"{crossing.name}-names", spec, NoLinks(), site, parent=root)
