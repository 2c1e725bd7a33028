"""What joins the legacy and a target while the platform moves: the files of a cutover estate, and what comes of them.

Two files: the crossing (`hdh-move.yaml`, the same for every candidate, names no cloud) and the estate's own
(`cutover-<cloud>.yaml`). From them and the two estates come two intents, each with one more area: the move's. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract import check
from components.contract.addresses import Fault, Path, claimed, shared
from components.contract.fields import Address, Cidr, Days, Gigabytes, Host, Name, PersonId, Sentence, Slot, Zone
from components.contract.intent import Area, Environment, Flow, Intent, Segment, SiteLink
from components.contract.names import BLOCKS, role_name
from components.contract.words import Classification, Size, Stage
from facts.day import Day

Side = Literal["legacy", "target"]
Copied = Literal["bucket", "file-share", "database"]
Asn = Annotated[int, Field(ge=64512, le=65534, strict=True)]
# The private endpoint's number in its segment is added to the plan's first host.
Number = Annotated[int, Field(ge=0, le=200, strict=True)]
Stem = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinkEnd(Part):
    """Where one end of the link stands."""

    name: Name
    segment: Name
    zones: Annotated[tuple[Zone, ...], Field(min_length=1)]


class Relays(Part):
    """Hosts that copy. They stand in the segment of the area's services, in the link's zones in turn."""

    name: Name
    hosts: Annotated[int, Field(ge=1, le=20, strict=True)]
    size: Size
    disk_gb: Gigabytes
    operators: Annotated[tuple[PersonId, ...], Field(min_length=1)]
    """Ids of `hub.bastion.people` of the target."""


class Shore(Part):
    """The move's area at one side. A flow without an end ends with the move."""

    slot: Slot | None = None
    cidr: Cidr | None = None
    segments: Annotated[tuple[Segment, ...], Field(min_length=1)]
    service_segment: Name
    flows: tuple[Flow, ...]
    link: LinkEnd


class TargetShore(Shore):
    relays: Relays


class Endpoints(Part):
    """Role name in the legacy -> number of the address at which it answers in the move's segment of services."""

    bucket: dict[Stem, Number] = {}
    file_share: dict[Stem, Number] = Field(default={}, alias="file-share")
    database: dict[Stem, Number] = {}

    def all(self) -> Iterator[tuple[Copied, str, int]]:
        """Capability, role name, number."""
        blocks: tuple[tuple[Copied, dict[str, int]], ...] = (
            ("bucket", self.bucket),
            ("file-share", self.file_share),
            ("database", self.database),
        )
        for capability, block in blocks:
            yield from ((capability, name, number) for name, number in block.items())


class LegacyShore(Shore):
    endpoints: Endpoints


class SwitchedNames(Part):
    """Names of short life to which the public ones point. `ttl_seconds` is how long an old answer is given."""

    zone: Host
    ttl_seconds: Annotated[int, Field(ge=30, le=300, strict=True)]
    records: Annotated[tuple[Name, ...], Field(min_length=1)]


class Crossing(Part):
    """`bastide/crossing/1`."""

    schema_: Literal["bastide/crossing/1"] = Field(alias="schema")
    name: Name
    title: Sentence
    classification: Classification
    retention_days: Days
    starts: Day
    until: Day
    """The last day of everything in it. A day in the past is a finding (CUT-001), never bad input."""
    target: TargetShore
    legacy: LegacyShore
    names: SwitchedNames

    @model_validator(mode="after")
    def _ends_after_start(self) -> Crossing:
        if self.until < self.starts:
            raise ValueError(
                f"found the end {self.until} before the start {self.starts} | an end on or after the start | correct "
                "one of the two dates"
            )
        return self


class GatewayEnd(Part):
    """What the other end must know of a side's gateways: their public addresses, in the order of their zones, and the
    AS number."""

    addresses: Annotated[tuple[Address, ...], Field(min_length=1, max_length=3)]
    asn: Asn


class Gateways(Part):
    legacy: GatewayEnd
    target: GatewayEnd


class BothAddresses(Part):
    """Where a name's service answers on the internet, at either side."""

    legacy: Address
    target: Address


class CutoverFile(Part):
    """`bastide/cutover-estate/1`: the choices of a move to one target."""

    schema_: Literal["bastide/cutover-estate/1"] = Field(alias="schema")
    estate: str
    crossing: str
    legacy: str
    target: str
    link: Gateways
    answers: Side
    names: dict[Name, BothAddresses]
    recorded: list[str] = []
    """As in an estate's file."""
    providers: dict[str, Literal["offline", "real"]] = {}


@dataclass(frozen=True)
class Shores:
    """Both intents, each with the move's area, whose `site` and `peer` are those of the move's own link."""

    legacy: Intent
    target: Intent


def shores(crossing: Crossing, file: CutoverFile, legacy: Intent, target: Intent) -> Shores:
    """The two intents. Only of a crossing without faults may they be built: see `faults`."""
    far, near = _services(crossing, "legacy", legacy), _services(crossing, "target", target)
    return Shores(
        legacy=_joined(legacy, crossing, file, "legacy", near), target=_joined(target, crossing, file, "target", far)
    )


def area_of(intent: Intent) -> Area:
    """The move's area in one of the two intents: its last environment."""
    return intent.environments[-1]


def area_name(crossing: Crossing, side: Side) -> str:
    """The name of the move's area at one side. One stack holds both, and names must tell them apart."""
    return crossing.name if side == "target" else f"{crossing.name}-legacy"


def _joined(intent: Intent, crossing: Crossing, file: CutoverFile, side: Side, remote: str) -> Intent:
    shore: Shore = getattr(crossing, side)
    own, other = (file.link.target, file.link.legacy)[:: 1 if side == "target" else -1]
    link = SiteLink(
        name=shore.link.name,
        segment=intent.hub.site_link.segment,
        peer_address=other.addresses[0],
        peer_asn=other.asn,
        local_asn=own.asn,
        remote_cidrs=(remote,),
        zones=shore.link.zones,
    )
    area = Environment(
        name=area_name(crossing, side),
        title=crossing.title,
        stage=Stage.PRODUCTION,
        classification=crossing.classification,
        retention_days=crossing.retention_days,
        slot=shore.slot,
        cidr=shore.cidr,
        segments=shore.segments,
        service_segment=shore.service_segment,
        flows=tuple(flow if flow.until else flow.model_copy(update={"until": crossing.until}) for flow in shore.flows),
    )
    hub = intent.hub.model_copy(update={"site_link": link})
    return intent.changed(hub=hub, environments=(*intent.environments, area))


def _services(crossing: Crossing, side: Side, intent: Intent) -> str:
    """The range of a side's segment of services, which is all that the other side sees of it."""
    shore: Shore = getattr(crossing, side)
    part = Environment.model_construct(
        name=area_name(crossing, side), slot=shore.slot, cidr=shore.cidr, segments=shore.segments
    )
    plan = intent.changed(environments=(*intent.environments, part)).plan
    return str(plan.segments[part.name, shore.service_segment])


def faults(crossing: Crossing, file: CutoverFile, legacy: Intent, target: Intent) -> list[Fault]:
    """Everything that keeps the crossing from being built between these two; places are the crossing's own."""
    found = [*_shore_faults(crossing, "legacy"), *_shore_faults(crossing, "target"), *_overlaps(legacy, target)]
    found += [*_endpoint_faults(crossing, legacy), *_name_faults(crossing, file), *_operator_faults(crossing, target)]
    if found:
        return found
    both = shores(crossing, file, legacy, target)
    for side, intent in (("legacy", both.legacy), ("target", both.target)):
        found += [replace(fault, path=_place(side, fault.path, intent)) for fault in check.faults(intent)]
    return [*found, *_overlaps(both.legacy, both.target)]


def _place(side: str, path: Path, intent: Intent) -> Path:
    """The place in the crossing of a fault in an intent: the move's area is its last environment."""
    area = ("environments", len(intent.environments) - 1)
    return (side, *path[2:]) if path[:2] == area else (side,)


def _shore_faults(crossing: Crossing, side: Side) -> Iterator[Fault]:
    shore: Shore = getattr(crossing, side)
    known = {segment.name for segment in shore.segments}
    for path, name in ((("link", "segment"), shore.link.segment), (("service_segment",), shore.service_segment)):
        if name not in known:
            yield Fault(
                (side, *path), f"found the segment `{name}`", f"one of {', '.join(sorted(known))}", "correct the name"
            )
    if (shore.slot is None) == (shore.cidr is None):
        yield Fault(
            (side,), "found both `slot` and `cidr`, or none of them", "one of the two", "give the side its addresses"
        )
    for index, flow in enumerate(shore.flows):
        if flow.until and flow.until > crossing.until:
            yield Fault(
                (side, "flows", index, "until"),
                f"found the end {flow.until} of {flow.id}, after that of the move ({crossing.until})",
                "a day on or before it, or none",
                "correct the date",
            )


def _endpoint_faults(crossing: Crossing, legacy: Intent) -> Iterator[Fault]:
    known = {
        capability: {role_name(area, item) for area in legacy.areas for item in getattr(area, block)}
        for block, capability in BLOCKS.items()
    }
    numbers = Counter(number for _, _, number in crossing.legacy.endpoints.all())
    for capability, name, number in crossing.legacy.endpoints.all():
        path = ("legacy", "endpoints", capability, name)
        if name not in known[capability]:
            yield Fault(
                path,
                f"found the {capability} `{name}`, which the legacy does not have",
                f"one of {', '.join(sorted(known[capability])) or 'none'}",
                "correct the name, or remove it",
            )
        if numbers[number] > 1:
            yield Fault(
                path, f"found the number {number} twice", "a number of its own for each endpoint", "use a free one"
            )


def _name_faults(crossing: Crossing, file: CutoverFile) -> Iterator[Fault]:
    for name in sorted(set(crossing.names.records) - set(file.names)):
        yield Fault(
            ("names", "records"),
            f"found the name `{name}`, whose addresses the estate does not give",
            f"`{name}` under `names` of {file.estate}.yaml, with its address at either side",
            "add it there",
        )


def _operator_faults(crossing: Crossing, target: Intent) -> Iterator[Fault]:
    known = {person.id for person in target.hub.bastion.people}
    for index, name in enumerate(crossing.target.relays.operators):
        if name not in known:
            yield Fault(
                ("target", "relays", "operators", index),
                f"found `{name}`, whom the target's bastion does not know",
                f"one of {', '.join(sorted(known))}",
                "add the person to hub.bastion.people, or name another",
            )


def _overlaps(legacy: Intent, target: Intent) -> Iterator[Fault]:
    """Ranges of the two sides with a common address: neither could tell which side is meant."""
    for near, far in shared(claimed(target), claimed(legacy)):
        yield Fault(
            ("legacy" if far.name == area_of(legacy).name else "target",),
            f"the range {far.network} of `{far.name}` at the legacy overlaps {near.network} of `{near.name}` at the "
            "target",
            "ranges without a common address: both sides run at once",
            "give one of them other addresses",
        )


def addresses(crossing: Crossing, legacy: Intent) -> Mapping[tuple[Copied, str], str]:
    """(capability, role name) of the legacy -> the address of its replication endpoint."""
    area = area_of(legacy)
    return {
        (capability, name): legacy.plan.host(area.name, area.service_segment, number)
        for capability, name, number in crossing.legacy.endpoints.all()
    }


def records(crossing: Crossing, file: CutoverFile) -> Mapping[str, str]:
    """Name -> the address of the side that answers now."""
    return {name: getattr(file.names[name], file.answers) for name in crossing.names.records}
