"""Networks, segments, firewalls and hosts' ports."""

from __future__ import annotations

from plan.model import PlannedResource
from plan.values import UNKNOWN
from tests.components.view import Changed, View

RULE, PORT = "SecGroupRule", "Port"
INSTANCE = "openstack:compute/instance:Instance"
ROUTERS = "router"


def test_security_groups_start_without_openstacks_own_egress_rules(estate: View) -> None:
    groups = estate.of("SecGroup")
    assert len(groups) == 15
    assert all(item.inputs["deleteDefaultRules"] is True and item.inputs["stateful"] is True for item in groups)


def test_every_network_has_port_security_explicitly(estate: View) -> None:
    """Without it Neutron silently ignores security groups (networks older than September 2022)."""
    assert all(item.inputs["portSecurityEnabled"] is True for item in estate.of("Network"))


def test_no_host_can_carry_the_projects_default_group(estate: View) -> None:
    """The `default` group allows everything in both directions."""
    for item in estate.of(INSTANCE):
        assert "securityGroups" not in item.inputs, item.urn
        assert [set(network) for network in item.inputs["networks"]] == [{"port"}], item.urn
    for item in estate.of(PORT):
        if item.inputs.get("noSecurityGroups"):
            assert "securityGroupIds" not in item.inputs and ("transit" in item.name or item.name.endswith(ROUTERS))
        else:
            assert item.inputs["portSecurityEnabled"] is True and len(item.inputs["securityGroupIds"]) == 1, item.urn


def test_no_rule_is_open_to_the_internet_except_the_proxys_way_out(estate: View) -> None:
    rules = estate.of(RULE)
    assert not [item.urn for item in rules if "remoteIpPrefix" not in item.inputs]
    wide = [item for item in rules if item.inputs["remoteIpPrefix"] == "0.0.0.0/0"]
    assert {(item.inputs["direction"], item.name.split("-OUT")[0]) for item in wide} == {("egress", "hub-egress")}
    assert {item.inputs["portRangeMin"] for item in wide} == {443}


def test_every_rule_carries_its_flow_and_is_ipv4(estate: View) -> None:
    for item in estate.of(RULE):
        flow = item.inputs["description"].partition(": ")[0]
        assert flow in item.name and len(item.inputs["description"]) <= 255
        assert item.inputs["ethertype"] == "IPv4"
        # address groups exist in the newest regions only
        assert not {"remoteGroupId", "remoteAddressGroupId"} & set(item.inputs)
        assert item.options.delete_before_replace, "Neutron refuses the same rule twice"


def test_no_rule_stands_twice_in_a_group(estate: View) -> None:
    fields = ("direction", "protocol", "portRangeMin", "portRangeMax", "remoteIpPrefix")
    keys = [(item.parent, *(item.inputs.get(field) for field in fields)) for item in estate.of(RULE)]
    assert len(keys) == len(set(keys))


def test_segments_are_vlans_of_the_vrack_each_with_its_own_number(estate: View) -> None:
    numbers = [item.inputs["valueSpecs"]["provider:segmentation_id"] for item in estate.of("Network")]
    segments = [number for number in numbers if number != "99"]
    assert len(segments) == len(set(segments)) == 15
    assert numbers.count("99") == 7, "each project has its own leg on the transit VLAN"
    assert all(isinstance(number, str) for number in numbers)


def test_only_the_hubs_router_has_a_way_out(estate: View) -> None:
    ways = {item.name for item in estate.of("Router") if "externalNetworkId" in item.inputs}
    assert ways == {"hub"}


def test_the_hubs_shared_segment_has_no_default_route(estate: View) -> None:
    subnets = {item.name: item.inputs for item in estate.only("hub").of("Subnet")}
    assert subnets["hub-shared"]["noGateway"] is True and "gatewayIp" not in subnets["hub-shared"]
    assert subnets["hub-egress"]["gatewayIp"] == "10.64.1.1"
    routes = {item.inputs["destinationCidr"] for item in estate.of("SubnetRoute")}
    assert routes == {"10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"}


def test_an_area_knows_the_hubs_range_and_no_other(estate: View) -> None:
    """Two spaces cannot reach each other: no router has a route from one to the other."""
    for plan in estate.layers[2:]:
        routes = estate.only(plan.layer).of("RouterRoute")
        here, there = sorted(routes, key=lambda item: item.name.endswith("-to-hub"), reverse=True)
        assert here.inputs["nextHop"] == "10.71.0.1" and provider(here) == "openstack"
        assert there.inputs["destinationCidr"].startswith(("10.65.", "10.72.")) and provider(there) == "openstack-hub"


def test_both_ends_of_a_link_belong_to_the_stack_that_comes_and_goes(estate: View) -> None:
    hub = [item.name for item in estate.only("hub").of("RouterRoute")]
    assert hub == ["hub-legacy-10.16.0.0-12"], "the hub's own stack holds the site's route only"


def test_a_segment_is_given_out_only_when_the_router_is_on_it(estate: View) -> None:
    """Ports, databases and shares come after the router's interface, and go before it (#384, #241, #162, #280)."""
    for item in estate.of(PORT):
        if not item.inputs.get("noSecurityGroups"):
            assert any("routerInterface" in urn for urn in item.property_dependencies["fixedIps"]), item.urn
    for item in estate.of("Database"):
        assert any("routerInterface" in urn for urn in item.property_dependencies["nodes"]), item.urn


def test_hosts_boot_without_the_metadata_service_which_their_groups_close(estate: View) -> None:
    assert all(item.inputs["configDrive"] is True for item in estate.of(INSTANCE))


def test_a_host_is_replaced_in_place_because_its_port_exists_once(estate: View) -> None:
    assert all(item.options.delete_before_replace for item in estate.of(INSTANCE))


def test_hosts_stand_in_the_zone_of_their_number(estate: View) -> None:
    zones = {item.name: item.inputs["availabilityZone"] for item in estate.of(INSTANCE)}
    assert zones["hub-bastion-1"] == "eu-west-par-a" and zones["hub-bastion-2"] == "eu-west-par-b"


def test_the_other_sites_addresses_may_pass_a_gateways_port_and_no_other_port(estate: View) -> None:
    pairs = {
        item.name: [pair["ipAddress"] for pair in item.inputs["allowedAddressPairs"]]
        for item in estate.of(PORT)
        if "allowedAddressPairs" in item.inputs
    }
    assert pairs == {"hub-legacy-1": ["10.16.0.0/12"], "hub-legacy-2": ["10.16.0.0/12"]}


def test_fixed_addresses_and_the_clouds_own_never_meet(estate: View) -> None:
    for item in estate.of("Subnet"):
        if not item.name.endswith("-transit"):
            (pool,) = item.inputs["allocationPools"]
            assert pool["start"].endswith(".128") and pool["end"].endswith(".254"), item.urn


def test_the_portal_passes_443_on_and_leaves_its_area_without_a_way_out(estate: View) -> None:
    (balancer,) = estate.of("LoadBalancer")
    assert "vipNetworkId" in balancer.inputs and "vipSubnetId" not in balancer.inputs
    (listener,) = estate.of("Listener")
    assert (listener.inputs["protocol"], listener.inputs["protocolPort"]) == ("TCP", 443)
    assert [item.inputs["address"] for item in estate.of("Member")] == ["10.65.0.10", "10.65.0.11"]


def test_a_rule_for_all_ports_names_none(estate: View) -> None:
    """Neutron keeps 1-65535 as none: a rule that names them is made anew after each refresh (seen on a real one)."""
    whole = [item for item in estate.of(RULE) if "-1-65535-" in item.name]
    assert whole
    assert not [item.urn for item in whole if {"portRangeMin", "portRangeMax"} & set(item.inputs)]


def test_a_plain_openstack_has_no_vrack_and_shares_the_hubs_transit_network(changed: Changed) -> None:
    estate = changed(("network_type: vrack", "network_type: plain"))
    assert not [item for item in estate.cloud if item.type.startswith("ovh:Vrack/")]
    assert not [item for item in estate.of("Network") if "valueSpecs" in item.inputs]
    assert [item.name for item in estate.of("Network") if item.name.endswith("-transit")] == ["hub-transit"]
    shared = estate.of("RbacPolicyV2")
    assert len(shared) == 6 and {provider(item) for item in shared} == {"openstack-hub"}
    assert all(item.inputs["targetTenant"] is UNKNOWN for item in shared)


def test_on_a_plain_network_the_cloud_gives_the_leg_its_address_and_the_route_follows_it(changed: Changed) -> None:
    """Neutron lets only the owner of a network choose addresses on it: seen on a real one."""
    estate = changed(("network_type: vrack", "network_type: plain"))
    legs = {item.name: item for item in estate.of("Port") if item.name.endswith("-transit")}
    assert {name for name, leg in legs.items() if "fixedIps" in leg.inputs} == {"hub-transit"}
    back = [item for item in estate.of("RouterRoute") if item.name.endswith("-from-hub")]
    assert len(back) == len(legs) - 1
    assert all(item.inputs["nextHop"] is UNKNOWN for item in back)


def test_areas_in_one_project_need_no_share_of_the_transit_network(changed: Changed) -> None:
    one = "'" + "0" * 31 + "1'"
    areas = ", ".join(f"{area}: {one}" for area in ("hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods"))
    estate = changed(("network_type: vrack", f"network_type: plain\n  projects: {{{areas}}}"))
    assert not estate.has("openstack:networking/rbacPolicyV2:RbacPolicyV2")
    assert not estate.has("ovh:CloudProject/project:Project")


def provider(resource: PlannedResource) -> str:
    """The name of the provider a resource uses."""
    return resource.options.provider.rpartition("::")[2]
