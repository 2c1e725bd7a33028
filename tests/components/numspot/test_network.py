"""Routes: who reaches the hub, who goes out, and by which gateway."""

from __future__ import annotations

from typing import Any

import pytest

from components.numspot.network import check_segments
from stacks.estate import load_estate
from tests.components.view import Changed, View, plain

TABLE = "RouteTable"
ANYWHERE = "0.0.0.0/0"


def routes(estate: View, segment: str) -> dict[str, dict[str, Any]]:
    """Destination -> the rest of the route."""
    found = plain(estate.one(TABLE, segment).inputs["routes"])
    return {route.pop("destinationIpRange"): route for route in found}


def test_each_segment_has_one_table_for_its_own_subnet(estate: View) -> None:
    assert len(estate.of(TABLE)) == len(estate.of("Subnet"))
    for table in estate.of(TABLE):
        assert "subnetId" not in table.inputs, "deprecated"
        (subnet,) = table.property_dependencies["subnetIds"]
        assert subnet.endswith(f"Subnet::{table.name}")


def test_an_area_reaches_the_hub_and_no_other_area(estate: View) -> None:
    for plan in estate.layers:
        if plan.layer in ("bootstrap", "hub"):
            continue
        for table in estate.only(plan.layer).of(TABLE):
            assert set(routes(estate, table.name)) - {ANYWHERE} == {"10.64.0.0/20"}, table.urn


def test_the_hub_answers_the_areas_whose_bridge_is_entered_and_the_other_site(estate: View) -> None:
    found = routes(estate, "hub-shared")
    assert found["10.65.0.0/20"] == {"gatewayId": "pcx-00000001"}
    assert {cidr for cidr in found if cidr.startswith("10.72")} == {
        "10.72.0.0/20",
        "10.72.16.0/20",
        "10.72.32.0/20",
        "10.72.48.0/20",
    }
    (way,) = [item for item in estate.of("VirtualGateway")]
    assert way.urn in estate.one(TABLE, "hub-shared").property_dependencies["routes"]
    assert "10.16.0.0/12" in found


def test_without_an_entered_bridge_the_hub_answers_nobody(changed: Changed) -> None:
    now = changed(("    cardio: pcx-00000003\n", ""))
    assert "10.72.0.0/20" not in routes(now, "hub-shared")
    assert "10.72.16.0/20" in routes(now, "hub-shared")


@pytest.mark.parametrize(
    ("segment", "gateway"),
    [("hub-bastion", "internetGateway"), ("hub-egress", "natGateway"), ("prod-portal", "internetGateway")],
)
def test_a_way_out_goes_by_its_own_gateway(estate: View, segment: str, gateway: str) -> None:
    assert ANYWHERE in routes(estate, segment)
    used = estate.one(TABLE, segment).property_dependencies["routes"]
    assert any(f"/{gateway}:" in urn for urn in used)


def test_no_other_segment_has_a_way_out(estate: View) -> None:
    open_ = {table.name for table in estate.of(TABLE) if ANYWHERE in routes(estate, table.name)}
    assert open_ == {"hub-bastion", "hub-egress", "prod-portal"}
    assert {item.name for item in estate.of("InternetGateway")} == {"hub", "prod"}


def test_the_nat_gateway_stands_in_the_bastions_subnet(estate: View) -> None:
    (nat,) = estate.of("NatGateway")
    (subnet,) = nat.property_dependencies["subnetId"]
    assert subnet.endswith("Subnet::hub-bastion")


def test_bastion_and_proxies_in_one_segment_are_refused() -> None:
    hub = load_estate("numspot").intent.hub
    check_segments(hub)
    together = hub.model_copy(update={"bastion": hub.bastion.model_copy(update={"segment": hub.egress.segment})})
    with pytest.raises(ValueError, match="found the bastion and the proxies in one segment `egress`"):
        check_segments(together)
