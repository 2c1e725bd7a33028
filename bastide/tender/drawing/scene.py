"""What a drawing shows, without any position. Made from a plan by `reading`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class End(StrEnum):
    """What stands outside of the estate; the values are ids of ends of connections, like `hub.bastion`."""

    USERS = "@users"  # anybody on the internet, where nothing narrows it
    ADMINISTRATORS = "@administrators"  # the ranges that the bastion admits
    DESTINATIONS = "@destinations"  # the named destinations of the egress allow list
    TIME = "@time"  # the time servers
    OTHER = "@other"  # any other range that a rule names
    SITE = "@site"  # the other end of the site link


@dataclass(frozen=True)
class Thing:
    """Roles of one kind that stand at one place.

    Attributes:
        kind: the role's kind (`Bastion`), or `PrivateEndpoint`, `NetworkHost`, `InternetExit`.
        count: how many of them; `hosts` of ours they have together.
        zones: where these hosts or services stand, as the cloud names its zones; empty where the plan does not say.
        addresses: public addresses; `public` without any: the cloud gives one that is no resource of its own.
        missing: level of the gap where the cloud does not build it; "" where it does.
        measure: what it is large by (`nodes`, `gb`) and how much.
    """

    kind: str
    count: int = 1
    hosts: int = 0
    zones: tuple[str, ...] = ()
    addresses: int = 0
    public: bool = False
    missing: str = ""
    measure: tuple[str, int] | None = None


@dataclass(frozen=True)
class Segment:
    """A part of an area's network. `id` is `<area>.<name>`."""

    id: str
    name: str
    cidr: str
    missing: str = ""
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Area:
    """Hub, environment or space.

    Attributes:
        stage: `hub`, `production`, `non-production`, `space`.
        state: of a space: `open`, `frozen`, `closing`, `closed`; "" for environments.
        cidr: range of its network; "" where it has none.
        missing: level of the gap where the cloud does not build the network.
        joined: whether its network is joined to the hub's; `joints`: by how many resources of the cloud.
        network: what belongs to the network as a whole: hosts, the way out.
        services: what stands in no segment.
    """

    name: str
    title: str
    stage: str
    classification: str = ""
    state: str = ""
    cidr: str = ""
    missing: str = ""
    joined: bool = False
    joints: int = 0
    segments: tuple[Segment, ...] = ()
    network: tuple[Thing, ...] = ()
    services: tuple[Thing, ...] = ()

    @property
    def is_hub(self) -> bool:
        return self.stage == "hub"


@dataclass(frozen=True)
class Outside:
    """One end outside of the estate, and its ranges, addresses or names."""

    end: End
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Connection:
    """What hosts of `source` may open to `target`: both ends allow it.

    Attributes:
        ports: `22`, `1-65535`, `123/udp`; empty for a protocol without ports.
        flows: ids of the flows of the intent that allow it, at either end; empty for what only the cloud's own records
            show (a load balancer, a rule open to the internet).
        tunnel: it carries the encrypted link to the other site.
        missing: level of the gap where the cloud does not build what would answer.
    """

    source: str
    target: str
    ports: tuple[str, ...]
    flows: tuple[str, ...] = ()
    tunnel: bool = False
    missing: str = ""


@dataclass(frozen=True)
class OneSided:
    """A rule that one end has and no other end answers: nothing passes by it inside the estate."""

    segment: str
    direction: str
    flow: str
    ports: tuple[str, ...]
    peers: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """One estate.

    Attributes:
        zones: all zones that the plan names, sorted.
        omitted: names of areas that are not drawn because there are too many.
    """

    estate: str
    areas: tuple[Area, ...] = ()
    outside: tuple[Outside, ...] = ()
    connections: tuple[Connection, ...] = ()
    one_sided: tuple[OneSided, ...] = ()
    zones: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()

    @property
    def segments(self) -> Iterator[Segment]:
        """The segments of all areas."""
        return (segment for area in self.areas for segment in area.segments)

    @property
    def things(self) -> Iterator[Thing]:
        """Everything that stands anywhere."""
        for area in self.areas:
            yield from area.network
            yield from area.services
            for segment in area.segments:
                yield from segment.things
