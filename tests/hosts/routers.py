"""The routers of an estate, made from its own intent, for the proofs: pure ones and ones in machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from components.contract import flows
from components.contract.intent import Area, Hub, Intent
from components.contract.roles.network import NetworkSpec
from components.crossings import HubSide, RoutedSegment, area_routes
from components.documents import Surroundings, area_router
from components.hosts.legs import Leg, Route, gateway_address, mac_address
from components.hosts.router import Exit, Router
from stacks.estate import load_estate

EXIT_ADDRESS, EXIT_GATEWAY, RESOLVER = "192.0.2.10", "192.0.2.1", "192.0.2.53"


@dataclass(frozen=True)
class Routed:
    """One intent with the routers of its areas. `macs`: the areas whose adapters have MACs of ours."""

    intent: Intent
    macs: frozenset[str] = frozenset()

    def router(self, name: str) -> Router:
        (area,) = [area for area in self.intent.areas if area.name == name]
        plan = self.intent.plan
        return area_router(
            self.spec(area),
            Surroundings(f"{name}-router", plan),
            tuple(self._segments(area)),
            time_servers=(plan.time(),),
            transit_mac=mac_address(plan.transit_address(area)) if name in self.macs else None,
            hub=self._hub() if isinstance(area, Hub) else None,
        )

    def spec(self, area: Area) -> NetworkSpec:
        plan, hub = self.intent.plan, isinstance(area, Hub)
        return NetworkSpec(
            cidr=str(plan.networks[area.name]),
            transit_cidr=str(plan.pool("transit")),
            transit_address=plan.transit_address(area),
            transit_hub_address=plan.transit_address(self.intent.hub),
            transit_vlan=99,
            internet_exit=hub,
            spokes=(str(plan.pool("environments")), str(plan.pool("spaces"))) if hub else (),
        )

    def _segments(self, area: Area) -> Iterator[RoutedSegment]:
        for segment in area.segments:
            cidr = str(self.intent.plan.segments[area.name, segment.name])
            mac = mac_address(gateway_address(cidr)) if area.name in self.macs else None
            yield RoutedSegment(segment.name, cidr, flows.rules(self.intent, area, segment), mac)

    def _hub(self) -> HubSide:
        plan, hub = self.intent.plan, self.intent.hub
        sources = tuple(f"{address}/32" for address in (plan.proxy(), plan.time()))
        way_out = Exit(Leg("exit", EXIT_ADDRESS, 24), EXIT_GATEWAY, sources, (RESOLVER,))
        gateway = plan.host(hub.name, hub.site_link.segment, 0)
        site = tuple(Route(cidr, gateway) for cidr in hub.site_link.remote_cidrs)
        return HubSide(way_out, area_routes(self.intent), site)


def routed(*macs: str) -> Routed:
    return Routed(load_estate("scaleway").intent, frozenset(macs))


def without_mirror(router: Router) -> Router:
    """For a machine whose image holds its packages, and that reaches no mirror."""
    return replace(router, package_source=None)
