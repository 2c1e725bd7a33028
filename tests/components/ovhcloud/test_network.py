"""Networks, segments, firewalls and hosts' ports."""

from __future__ import annotations

from plan.model import PlannedResource
from plan.values import UNKNOWN
from tests.components.ovhcloud.conftest import Layers, Variant, every

RULE, PORT = "SecGroupRule", "Port"
INSTANCE = "openstack:compute/instance:Instance"
ROUTERS = "router"


def test_security_groups_start_without_openstacks_own_egress_rules(layers: Layers) -> None:
    groups = list(every(layers, "SecGroup"))
    assert len(groups) == 15
    assert all(item.inputs["deleteDefaultRules"] is True and item.inputs["stateful"] is True for item in groups)


def test_every_network_has_port_security_explicitly(layers: Layers) -> None:
    """Without it Neutron silently ignores security groups (networks older than September 2022)."""
    assert all(item.inputs["portSecurityEnabled"] is True for item in every(layers, "Network"))


def test_no_host_can_carry_the_projects_default_group(layers: Layers) -> None:
    """The `default` group allows everything in both directions."""
    for item in every(layers, INSTANCE):
        assert "securityGroups" not in item.inputs, item.urn
        assert [set(network) for network in item.inputs["networks"]] == [{"port"}], item.urn
    for item in every(layers, PORT):
        if item.inputs.get("noSecurityGroups"):
            assert "securityGroupIds" not in item.inputs and ("transit" in item.name or item.name.endswith(ROUTERS))
        else:
            assert item.inputs["portSecurityEnabled"] is True and len(item.inputs["securityGroupIds"]) == 1, item.urn


def test_no_rule_is_open_to_the_internet_except_the_proxys_way_out(layers: Layers) -> None:
    rules = list(every(layers, RULE))
    assert not [item.urn for item in rules if "remoteIpPrefix" not in item.inputs]
    wide = [item for item in rules if item.inputs["remoteIpPrefix"] == "0.0.0.0/0"]
    assert {(item.inputs["direction"], item.name.split("-OUT")[0]) for item in wide} == {("egress", "hub-egress")}
    assert {item.inputs["portRangeMin"] for item in wide} == {443}


def test_every_rule_carries_its_flow_and_is_ipv4(layers: Layers) -> None:
    for item in every(layers, RULE):
        flow = item.inputs["description"].partition(": ")[0]
        assert flow in item.name and len(item.inputs["description"]) <= 255
        assert item.inputs["ethertype"] == "IPv4"
        # address groups exist in the newest regions only
        assert not {"remoteGroupId", "remoteAddressGroupId"} & set(item.inputs)
        assert item.options.delete_before_replace, "Neutron refuses the same rule twice"


def test_no_rule_stands_twice_in_a_group(layers: Layers) -> None:
    fields = ("direction", "protocol", "portRangeMin", "portRangeMax", "remoteIpPrefix")
    keys = [(item.parent, *(item.inputs.get(field) for field in fields)) for item in every(layers, RULE)]
    assert len(keys) == len(set(keys))


def test_segments_are_vlans_of_the_vrack_each_with_its_own_number(layers: Layers) -> None:
    numbers = [item.inputs["valueSpecs"]["provider:segmentation_id"] for item in every(layers, "Network")]
    segments = [number for number in numbers if number != "99"]
    assert len(segments) == len(set(segments)) == 15
    assert numbers.count("99") == 7, "each project has its own leg on the transit VLAN"
    assert all(isinstance(number, str) for number in numbers)


def test_only_the_hubs_router_has_a_way_out(layers: Layers) -> None:
    ways = {item.name for item in every(layers, "Router") if "externalNetworkId" in item.inputs}
    assert ways == {"hub"}


def test_only_bastions_and_vpn_gateways_have_a_public_address(layers: Layers) -> None:
    found = {item.name for item in every(layers, "FloatingIp")}
    assert found == {"hub-bastion-1", "hub-bastion-2", "hub-legacy-1", "hub-legacy-2"}


def test_the_hubs_shared_segment_has_no_default_route(layers: Layers) -> None:
    subnets = {item.name: item.inputs for item in every({"hub": layers["hub"]}, "Subnet")}
    assert subnets["hub-shared"]["noGateway"] is True and "gatewayIp" not in subnets["hub-shared"]
    assert subnets["hub-egress"]["gatewayIp"] == "10.64.1.1"
    routes = {item.inputs["destinationCidr"] for item in every(layers, "SubnetRoute")}
    assert routes == {"10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"}


def test_an_area_knows_the_hubs_range_and_no_other(layers: Layers) -> None:
    """Two spaces cannot reach each other: no router has a route from one to the other."""
    for layer, plan in layers.items():
        routes = [item for item in every({layer: plan}, "RouterRoute")]
        if layer in ("bootstrap", "hub"):
            continue
        here, there = sorted(routes, key=lambda item: item.name.endswith("-to-hub"), reverse=True)
        assert here.inputs["nextHop"] == "10.71.0.1" and provider(here) == "openstack"
        assert there.inputs["destinationCidr"].startswith(("10.65.", "10.72.")) and provider(there) == "openstack-hub"


def test_both_ends_of_a_link_belong_to_the_stack_that_comes_and_goes(layers: Layers) -> None:
    hub = [item.name for item in every({"hub": layers["hub"]}, "RouterRoute")]
    assert hub == ["hub-legacy-10.16.0.0-12"], "the hub's own stack holds the site's route only"


def test_a_segment_is_given_out_only_when_the_router_is_on_it(layers: Layers) -> None:
    """Ports, databases and shares come after the router's interface, and go before it (#384, #241, #162, #280)."""
    for item in every(layers, PORT):
        if not item.inputs.get("noSecurityGroups"):
            assert any("routerInterface" in urn for urn in item.property_dependencies["fixedIps"]), item.urn
    for item in every(layers, "Database"):
        assert any("routerInterface" in urn for urn in item.property_dependencies["nodes"]), item.urn


def test_hosts_boot_without_the_metadata_service_which_their_groups_close(layers: Layers) -> None:
    assert all(item.inputs["configDrive"] is True for item in every(layers, INSTANCE))


def test_a_host_is_replaced_in_place_because_its_port_exists_once(layers: Layers) -> None:
    assert all(item.options.delete_before_replace for item in every(layers, INSTANCE))


def test_hosts_stand_in_the_zone_of_their_number(layers: Layers) -> None:
    zones = {item.name: item.inputs["availabilityZone"] for item in every(layers, INSTANCE)}
    assert zones["hub-bastion-1"] == "eu-west-par-a" and zones["hub-bastion-2"] == "eu-west-par-b"


def test_the_other_sites_addresses_may_pass_a_gateways_port_and_no_other_port(layers: Layers) -> None:
    pairs = {
        item.name: [pair["ipAddress"] for pair in item.inputs["allowedAddressPairs"]]
        for item in every(layers, PORT)
        if "allowedAddressPairs" in item.inputs
    }
    assert pairs == {"hub-legacy-1": ["10.16.0.0/12"], "hub-legacy-2": ["10.16.0.0/12"]}


def test_fixed_addresses_and_the_clouds_own_never_meet(layers: Layers) -> None:
    for item in every(layers, "Subnet"):
        if not item.name.endswith("-transit"):
            (pool,) = item.inputs["allocationPools"]
            assert pool["start"].endswith(".128") and pool["end"].endswith(".254"), item.urn


def test_the_portal_passes_443_on_and_leaves_its_area_without_a_way_out(layers: Layers) -> None:
    (balancer,) = every(layers, "LoadBalancer")
    assert "vipNetworkId" in balancer.inputs and "vipSubnetId" not in balancer.inputs
    (listener,) = every(layers, "Listener")
    assert (listener.inputs["protocol"], listener.inputs["protocolPort"]) == ("TCP", 443)
    assert [item.inputs["address"] for item in every(layers, "Member")] == ["10.65.0.10", "10.65.0.11"]


def test_a_plain_openstack_has_no_vrack_and_shares_the_hubs_transit_network(variant: Variant) -> None:
    layers = variant(("network_type: vrack", "network_type: plain"))
    assert not [item for item in every(layers) if item.type.startswith("ovh:Vrack/")]
    assert not [item for item in every(layers, "Network") if "valueSpecs" in item.inputs]
    assert [item.name for item in every(layers, "Network") if item.name.endswith("-transit")] == ["hub-transit"]
    shared = list(every(layers, "RbacPolicyV2"))
    assert len(shared) == 6 and {provider(item) for item in shared} == {"openstack-hub"}
    assert all(item.inputs["targetTenant"] is UNKNOWN for item in shared)


def test_areas_in_one_project_need_no_share_of_the_transit_network(variant: Variant) -> None:
    one = "'" + "0" * 31 + "1'"
    areas = ", ".join(f"{area}: {one}" for area in ("hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods"))
    layers = variant(("network_type: vrack", f"network_type: plain\n  projects: {{{areas}}}"))
    assert not list(every(layers, "RbacPolicyV2"))
    assert not list(every(layers, "Project"))


def provider(resource: PlannedResource) -> str:
    """The name of the provider a resource uses."""
    return resource.options.provider.rpartition("::")[2]
