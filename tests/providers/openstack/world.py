"""A small cloud made by hand: a hub with a way to the internet, and two spaces that meet it on a transit network."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from tests.e2e.openstack.cloud.model import (
    FloatingIp,
    Found,
    Gateway,
    Group,
    Network,
    Port,
    Route,
    Router,
    Rule,
    Subnet,
)
from tests.e2e.openstack.cloud.ranges import Range, parsed

OUTSIDE = "198.51.100.0/24"
INSIDE = tuple(parsed(one) for one in ("10.1.0.0/16", "10.2.0.0/16", "10.9.0.0/24", "fd00::/16"))
TRANSIT = parsed("10.9.0.0/24")
SPACES = {"one": "one", "two": "two"}
_numbers = count(1)


def rule(direction: str, protocol: str | None = None, ports: tuple[int, int] | None = None, **more: str | None) -> Rule:
    low, high = ports or (None, None)
    return Rule(f"rule-{next(_numbers)}", direction, protocol=protocol, low=low, high=high, **more)  # type: ignore[arg-type]


def tcp(direction: str, port: int, prefix: str | None) -> Rule:
    return rule(direction, "tcp", (port, port), prefix=prefix)


class World:
    """Objects are named by hand, and their ids are their names."""

    def __init__(self) -> None:
        self.found = Found(projects={"hub": "hub", **SPACES})

    def add(self, **objects: object) -> None:
        """Of each kind one more."""
        more: Any = {kind: (*getattr(self.found, kind), one) for kind, one in objects.items()}
        self.found = replace(self.found, **more)

    def change(self, kind: str, name: str, **values: object) -> None:
        """Another value in one object."""
        objects = getattr(self.found, kind)
        assert any(one.name == name for one in objects), f"no {name} among the {kind}"
        changed: Any = {kind: tuple(replace(one, **values) if one.name == name else one for one in objects)}
        self.found = replace(self.found, **changed)

    def network(
        self, name: str, project: str, cidr: str, *, gateway: str | None = None, external: bool = False
    ) -> None:
        self.add(networks=Network(name, name, project, True, external, name))
        self.add(subnets=Subnet(f"{name}-subnet", name, project, name, cidr, gateway))

    def router(self, name: str, legs: dict[str, str], routes: dict[str, str], outside: str | None = None) -> None:
        """`legs`: network -> address. `outside`: its address on the external network."""
        gateways = (Gateway("outside", (outside,)),) if outside else ()
        told = tuple(Route(destination, hop) for destination, hop in routes.items())
        self.add(routers=Router(name, name, name.removeprefix("router-"), told, gateways))
        for network, address in legs.items():
            self.leg(name, network, address)
        if outside:
            self.leg(name, "outside", outside, owner="network:router_gateway")

    def leg(self, router: str, network: str, address: str, owner: str = "network:router_interface") -> None:
        name = f"{router}-{network}"
        self.add(ports=Port(name, name, "", network, (address,), (), owner=owner, device=router))

    def host(self, name: str, project: str, network: str, *addresses: str, groups: tuple[str, ...] = ()) -> None:
        port = Port(name, name, project, network, addresses, groups, owner="compute:nova", device=f"server-{name}")
        self.add(ports=port)

    def group(self, name: str, project: str, *rules: Rule) -> None:
        self.add(groups=Group(name, name, project, rules))

    def more_rules(self, group: str, *rules: Rule) -> None:
        held = next(one for one in self.found.groups if one.name == group).rules
        self.change("groups", group, rules=(*held, *rules))

    def more_routes(self, router: str, destination: str, next_hop: str) -> None:
        held = next(one for one in self.found.routers if one.name == router).routes
        self.change("routers", router, routes=(*held, Route(destination, next_hop)))

    def floating(self, address: str, port: str, project: str = "hub") -> None:
        fixed = next(one for one in self.found.ports if one.name == port).addresses[0]
        self.add(floating_ips=FloatingIp(f"floating-{address}", project, address, "outside", port, fixed))


def sealed_world() -> World:
    """Spaces `one` (10.2.1.0/24) and `two` (10.2.2.0/24) reach the hub's proxy and are reached by its bastion."""
    world = World()
    world.network("outside", "provider", OUTSIDE, gateway="198.51.100.1", external=True)
    world.network("transit", "hub", str(TRANSIT))
    world.network("hub-net", "hub", "10.1.0.0/24", gateway="10.1.0.1")
    spaces = {"10.2.1.0/24": "10.9.0.11", "10.2.2.0/24": "10.9.0.12"}
    world.router("router-hub", {"transit": "10.9.0.1", "hub-net": "10.1.0.1"}, spaces, "198.51.100.5")
    for number, space in enumerate(SPACES, 1):
        world.network(f"{space}-net", space, f"10.2.{number}.0/24", gateway=f"10.2.{number}.1")
        legs = {"transit": f"10.9.0.1{number}", f"{space}-net": f"10.2.{number}.1"}
        world.router(f"router-{space}", legs, {"10.1.0.0/24": "10.9.0.1"})
        world.group(space, space, tcp("ingress", 22, "10.1.0.10/32"), tcp("egress", 3128, "10.1.0.20/32"))
        world.host(f"{space}-desk", space, f"{space}-net", f"10.2.{number}.130", groups=(space,))
        world.add(groups=_default(space))
    world.group("bastion", "hub", tcp("ingress", 22, "192.0.2.0/28"), tcp("egress", 22, "10.2.0.0/16"))
    world.host("bastion", "hub", "hub-net", "10.1.0.10", groups=("bastion",))
    world.floating("198.51.100.10", "bastion")
    world.group("proxy", "hub", tcp("ingress", 3128, "10.2.0.0/16"), tcp("egress", 443, "0.0.0.0/0"))
    world.host("proxy", "hub", "hub-net", "10.1.0.20", groups=("proxy",))
    world.add(groups=_default("hub"))
    return world


def _default(project: str) -> Group:
    """As Neutron gives it to each project: everything out, and everything in from its own members."""
    name = f"default-{project}"
    return Group(name, "default", project, (rule("egress"), rule("ingress", group=name)))


def ranges(*texts: str) -> tuple[Range, ...]:
    return tuple(parsed(text) for text in texts)
