"""The intent: the environment that is wanted, in words that name no cloud.

Validators raise `ValueError("found | expected | next action")`; `facts.validate` adds file, line and path.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract.fields import (
    Address,
    Cidr,
    Days,
    FlowId,
    Gigabytes,
    Host,
    HostZones,
    Label,
    Name,
    PersonId,
    Ports,
    Sentence,
    Slot,
    SshKey,
    Url,
    Zone,
)
from components.contract.words import (
    BastionMode,
    Classification,
    ClusterKind,
    Protection,
    Protocol,
    Purpose,
    Right,
    Size,
    SpaceState,
    Stage,
)
from facts.day import Day
from facts.model import Country

if TYPE_CHECKING:
    from components.contract.addresses import AddressPlan


class Part(BaseModel):
    """Base of every block of an intent: no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


P = TypeVar("P", "Area", "Segment", "Hub", "Environment", "Space")


class Named(Part):
    name: Name
    label: Label | None = None
    """Explicit cloud name instead of the derived one; for resources that already exist."""


class Platform(Part):
    """Who and where, for the whole platform."""

    prefix: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,7}$")]
    title: Sentence
    owner: Name
    controller: Name
    """The data controller in the sense of GDPR article 4(7)."""
    residency: Annotated[tuple[Country, ...], Field(min_length=1)]
    """Countries in which data may stand. No default: it must be decided."""
    domain: Host
    zones: Zone
    """How many availability zones the platform may use. Raising it moves nothing."""


class Pools(Part):
    """Address ranges by kind of area. Areas take a numbered slot of their pool, so that adding one moves none."""

    hub: Cidr
    environments: Cidr
    spaces: Cidr
    transit: Cidr
    """Addresses of the routers that join the areas, for clouds where areas meet on a shared network."""


class Addresses(Part):
    pools: Pools
    network_prefix: Annotated[int, Field(ge=12, le=26, strict=True)]
    segment_prefix: Annotated[int, Field(ge=16, le=28, strict=True)]

    @model_validator(mode="after")
    def _segments_fit(self) -> Addresses:
        if self.segment_prefix <= self.network_prefix:
            raise ValueError(
                f"found segments of /{self.segment_prefix} in networks of /{self.network_prefix} | a segment_prefix "
                "larger than network_prefix | make the segments smaller"
            )
        return self


class Segment(Named):
    """A part of an area's network with a firewall of its own. Its addresses: a slot of the network, or a cidr."""

    purpose: Purpose
    slot: Slot | None = None
    cidr: Cidr | None = None

    @model_validator(mode="after")
    def _one_address(self) -> Segment:
        return _slot_xor_cidr(self, f"the segment `{self.name}`")


class Flow(Part):
    """One allowed connection. Everything that no flow allows is closed, in both directions."""

    id: FlowId
    source: str = Field(alias="from")
    """`segment` of this area, `area.segment`, a pool (`environments`, `spaces`), `site` (the networks behind the site
    link), `peer` (its far gateway), `time` (the time sources outside) or `administrators` (who may reach the bastion).
    Never the internet."""
    to: str
    protocol: Protocol = Protocol.TCP
    ports: tuple[Ports, ...] = ()
    justification: Sentence
    until: Day | None = None

    @model_validator(mode="after")
    def _ports_fit(self) -> Flow:
        if (self.protocol is Protocol.ICMP) == bool(self.ports):
            raise ValueError(
                f"found {len(self.ports)} ports with {self.protocol} in flow {self.id} | ports with tcp and udp, none "
                "with icmp | correct the flow"
            )
        return self


class Key(Named):
    """A key under the platform's control."""

    protection: Protection = Protection.SOFTWARE
    rotation_days: Annotated[int, Field(ge=30, le=730, strict=True)] = 365


class Secret(Named):
    """A generated secret. Its value exists only as a Pulumi secret and in the cloud's secret store."""

    length: Annotated[int, Field(ge=24, le=128, strict=True)] = 40
    key: Name


class Bucket(Named):
    """Object storage. Never public, always encrypted and versioned: there is no setting for it."""

    key: Name
    purpose: Sentence
    locked_days: Days | None = None
    """Compliance lock: nobody deletes an object before. None: no lock."""
    replicated: bool = False


class Volume(Named):
    size_gb: Gigabytes
    key: Name
    zone: Zone = 1


class FileShare(Named):
    size_gb: Gigabytes
    key: Name
    segment: Name


class Database(Named):
    """PostgreSQL, reachable from its segment only."""

    engine: Literal["postgresql"]
    version: Annotated[int, Field(ge=14, le=18, strict=True)]
    size: Size
    storage_gb: Gigabytes
    segment: Name
    key: Name
    highly_available: bool
    backup_days: Annotated[int, Field(ge=7, le=365, strict=True)]


class Backup(Named):
    """Scheduled backups of the area's hosts and volumes."""

    keep_days: Days
    hour_utc: Annotated[int, Field(ge=0, le=23, strict=True)]
    key: Name


class Cluster(Named):
    kind: ClusterKind
    segment: Name
    size: Size
    nodes: Annotated[int, Field(ge=1, le=100, strict=True)]
    key: Name


class Portal(Named):
    """The one way in from the internet: a load balancer with a web application firewall, HTTPS only."""

    segment: Name
    host: Host
    certificate: Name
    backends: Annotated[int, Field(ge=1, le=10, strict=True)] = 2


class Certificate(Named):
    host: Host
    authority: Sentence
    """Who issues it; a name from the platform's list of authorities."""


class Workstations(Named):
    """Seats of one kind. More seats are added after the last, none moves."""

    seats: Annotated[int, Field(ge=1, le=200, strict=True)]
    size: Size
    disk_gb: Gigabytes
    segment: Name
    key: Name
    zone: Zone = 1
    people: Annotated[tuple[PersonId, ...], Field(min_length=1)]
    """Who has an account at each of these seats, by the ids of `hub.bastion.people`: the way in is the bastion's."""
    operators: tuple[PersonId, ...] = ()
    """Who administers these seats, by the same ids; never somebody who works there. None: a seat is replaced, not
    repaired, and where the host itself encrypts the data volume nobody opens it again after a restart."""

    @model_validator(mode="after")
    def _accounts_differ(self) -> Workstations:
        _distinct((*self.people, *self.operators), f"people and operators of the seats `{self.name}`")
        return self


class Group(Named):
    title: Sentence


class ServiceAccount(Named):
    purpose: Sentence


class Grant(Named):
    """A right for a group or a service account of this area, with an end."""

    to: Name
    right: Literal[Right.READ, Right.WORK, Right.REVIEW, Right.ADMINISTER]
    """Never `deploy` or `link`: those are the deployers', made by the bootstrap layer."""
    until: Day
    justification: Sentence


class AirlockIntent(Part):
    """The only way in or out of a space: three buckets and who decides. Requester and reviewer are never one."""

    reviewers: Name
    keep_days: Days
    key: Name


class Area(Named):
    """What hub, environments and spaces have in common: a network, data, people, each sealed from the others."""

    title: Sentence
    classification: Classification
    retention_days: Days
    slot: Slot | None = None
    cidr: Cidr | None = None
    segments: Annotated[tuple[Segment, ...], Field(min_length=1)]
    service_segment: Name
    """The segment of the private endpoints of the area's services. Stated, never derived from purposes or an order: a
    new segment would move them."""
    flows: tuple[Flow, ...] = ()
    keys: tuple[Key, ...] = ()
    secrets: tuple[Secret, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    volumes: tuple[Volume, ...] = ()
    file_shares: tuple[FileShare, ...] = ()
    databases: tuple[Database, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    workstations: tuple[Workstations, ...] = ()
    backups: tuple[Backup, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    portals: tuple[Portal, ...] = ()
    groups: tuple[Group, ...] = ()
    accounts: tuple[ServiceAccount, ...] = ()
    grants: tuple[Grant, ...] = ()

    @model_validator(mode="after")
    def _one_address(self) -> Area:
        return _slot_xor_cidr(self, f"the area `{self.name}`")


# 64 KiB of user data in base64 is the smallest limit among the clouds (OpenStack's); a test holds the two together.
MOST_PEOPLE = 50


class Person(Part):
    """Somebody who may pass the bastion, by function; one key each."""

    id: PersonId
    ssh_key: SshKey


class Bastion(Named):
    mode: BastionMode
    segment: Name
    size: Size
    zones: HostZones
    allowed_cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    people: Annotated[tuple[Person, ...], Field(min_length=1)]
    """Everybody who may pass: operators and researchers. What each may do behind it is said where they have an account
    (`workstations`).

    The hub owns this list. A new space touches nothing of the hub by itself; a new person does: accounts stand in the
    user data of the bastion's hosts, so adding or removing one makes these hosts anew (recordings stay in their
    bucket)."""
    recordings_days: Days
    idle_minutes: Annotated[int, Field(ge=1, le=60, strict=True)]
    key: Name

    @model_validator(mode="after")
    def _people_fit(self) -> Bastion:
        if self.mode is BastionMode.RECORDED and len(self.people) > MOST_PEOPLE:
            raise ValueError(
                f"found {len(self.people)} people of a recorded bastion | at most {MOST_PEOPLE}: their accounts must "
                "fit into the user data of its hosts | remove whoever has no seat and administers nothing"
            )
        return self

    @model_validator(mode="after")
    def _people_differ(self) -> Bastion:
        _distinct([person.id for person in self.people], "people of the bastion")
        # a comment behind the key makes no other key of it
        _distinct([" ".join(person.ssh_key.split()[:2]) for person in self.people], "keys of the bastion's people")
        return self


class Destination(Part):
    """A name on the internet that the platform may reach, through the egress proxy only."""

    id: FlowId
    host: Host
    port: Annotated[int, Field(ge=1, le=65535, strict=True)] = 443
    justification: Sentence
    until: Day | None = None


class Egress(Named):
    segment: Name
    size: Size
    zones: HostZones
    allowed: Annotated[tuple[Destination, ...], Field(min_length=1)]


class SiteLink(Named):
    """A private link to one other site."""

    segment: Name
    peer_address: Address
    peer_asn: Annotated[int, Field(ge=64512, le=65534, strict=True)]
    local_asn: Annotated[int, Field(ge=64512, le=65534, strict=True)]
    remote_cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    zones: HostZones


class Audit(Named):
    """Where every log goes and cannot be changed or deleted."""

    retention_days: Annotated[int, Field(ge=365, le=36500, strict=True)]
    key: Name
    disk_gb: Gigabytes = 500
    """What the sink must hold where it stands on a host of our own."""


class Alerts(Named):
    contacts: Annotated[tuple[str, ...], Field(min_length=1)]
    """Function mailboxes, never a person's."""


class TimeSource(Named):
    """Time from outside, by address: a firewall lets nothing out to a name. Its segment needs the way out."""

    segment: Name
    servers: Annotated[tuple[Address, ...], Field(min_length=2)]


class PackageMirror(Named):
    """Debian packages from two upstreams, which no request can change. Its segment needs the way out."""

    segment: Name
    upstream: Url
    security_upstream: Url
    disk_gb: Gigabytes


class IdentityProvider(Named):
    title: Sentence


class Registry(Named):
    key: Name


class FlowLog(Named):
    retention_days: Annotated[int, Field(ge=365, le=36500, strict=True)]


class InternalDns(Named):
    domain: Host


class KeyStore(Named):
    """Every area has a key store of its own, of this shape. Size, zones and operators count where it stands on hosts of
    our own: three of them, for two have no majority when one is lost.
    """

    protection: Protection
    size: Size = Size.SMALL
    zones: Annotated[tuple[Zone, ...], Field(min_length=1)] = (1,)
    """Where the hosts stand, in turn. Fewer than three: the loss of one zone can stop the store."""
    operators: tuple[PersonId, ...] = ()
    """Who opens and unseals it, by the ids of `hub.bastion.people`."""


class Hub(Area):
    """The shared services. One for each estate."""

    name: Literal["hub"] = "hub"
    bastion: Bastion
    egress: Egress
    site_link: SiteLink
    audit: Audit
    alerts: Alerts
    time_source: TimeSource
    package_mirror: PackageMirror
    identity_provider: IdentityProvider
    registry: Registry
    flow_log: FlowLog
    internal_dns: InternalDns
    key_store: KeyStore


class Environment(Area):
    """Production or non-production. They never share a stack, a network or a key (ENV-001)."""

    stage: Stage


class Space(Area):
    """A project space: the sealed workspace of one research project."""

    state: SpaceState
    starts: Day
    ends: Day
    airlock: AirlockIntent

    @model_validator(mode="after")
    def _ends_after_start(self) -> Space:
        if self.ends < self.starts:
            raise ValueError(
                f"found the end {self.ends} before the start {self.starts} in the space `{self.name}` | an end on or "
                "after the start | correct one of the two dates"
            )
        return self


class Intent(Part):
    """One intent file (`bastide/intent/1`)."""

    schema_: Literal["bastide/intent/1"] = Field(alias="schema")
    platform: Platform
    addresses: Addresses
    required: tuple[str, ...]
    """Capabilities without which an estate is of no use: a gap there fails `bastide check`."""
    hub: Hub
    environments: Annotated[tuple[Environment, ...], Field(min_length=1)]
    spaces: tuple[Space, ...]

    @cached_property
    def plan(self) -> AddressPlan:
        """The addresses of everything. Only of an intent without faults."""
        # the address plan is made from intents, so that module imports this one
        from components.contract.addresses import AddressPlan  # noqa: PLC0415

        return AddressPlan(self)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        return (self.hub, *self.environments, *self.spaces)

    def changed(self, **blocks: Any) -> Intent:
        """The intent with other blocks. `model_copy` would keep what is computed from the old ones."""
        return self.model_construct(**{name: getattr(self, name) for name in type(self).model_fields} | blocks)


def _distinct(values: Sequence[str], what: str) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"found {', '.join(twice)} twice among the {what} | each of them once | remove or rename one")


def _slot_xor_cidr(part: P, what: str) -> P:
    if (part.slot is None) == (part.cidr is None):
        found = "neither `slot` nor `cidr`" if part.slot is None else "both `slot` and `cidr`"
        raise ValueError(
            f"found {found} for {what} | a `slot` (its number in the pool) or a `cidr` (an address range that already "
            "exists) | give one of the two"
        )
    return part
