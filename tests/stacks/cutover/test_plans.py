"""What a cutover estate holds: two clouds, an end to everything, no way but the declared one, nothing that stays."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import date
from typing import Any

from plan.model import LayerPlan, PlannedResource
from plan.values import Secret
from policies.context import Context, Wanted
from policies.model import Result
from policies.profiles import profile, profile_of
from policies.rules import cut_001
from policies.view import View
from stacks.catalogue import FOLDER, cutovers, estates
from stacks.cutover import Cutover, load_cutover
from stacks.program import load_estate

UNTIL = "2027-06-30"


def cloud_resources(plan: LayerPlan) -> list[PlannedResource]:
    return [resource for resource in plan.resources if resource.is_cloud]


def roles(plan: LayerPlan, kind: str) -> list[PlannedResource]:
    return [resource for resource in plan.resources if resource.role_kind == kind]


def below(plan: LayerPlan, role: PlannedResource) -> list[PlannedResource]:
    return [resource for resource in plan.resources if resource.parent == role.urn]


def loaded(move: str) -> Cutover:
    found = load_estate(move)
    assert isinstance(found, Cutover)
    return found


def test_there_is_one_for_each_candidate_and_none_among_the_estates() -> None:
    assert set(cutovers()) == {f"cutover-{name}" for name in estates() if not name.endswith("-legacy")}
    assert not set(cutovers()) & set(estates())


def test_the_plan_of_the_move_is_no_estate() -> None:
    assert "cutover" not in (*cutovers(), *estates())


def test_it_holds_the_legacy_and_one_target(plan: LayerPlan, move: str) -> None:
    packages = {resource.package_name for resource in cloud_resources(plan)} - {"random"}
    target = loaded(move).kit.packages - {"azure-native"}
    assert "azure-native" in packages
    assert packages - {"azure-native"} <= target
    assert packages - {"azure-native"}


def test_the_profile_is_that_of_a_move(plan: LayerPlan) -> None:
    assert profile_of(plan).name == "cutover"
    assert profile_of(plan).clouds == 2


def test_every_cloud_resource_has_its_last_day(plan: LayerPlan) -> None:
    view = View([plan])
    context = Context(date(2026, 12, 1), profile("cutover"), view, Wanted(), ())
    asked = [record for record in view.records if record.resource.is_cloud]
    assert asked
    results = {record.urn: cut_001.check(record, context).result for record in asked}
    assert set(results.values()) == {Result.PASS}


def test_past_the_last_day_every_one_of_them_is_a_finding(plan: LayerPlan) -> None:
    view = View([plan])
    context = Context(date(2027, 7, 1), profile("cutover"), view, Wanted(), ())
    results = {cut_001.check(record, context).result for record in view.records if record.resource.is_cloud}
    assert results == {Result.FAIL}


def test_every_flow_ends_with_the_move(plan: LayerPlan) -> None:
    rules = [rule for role in roles(plan, "Firewall") for rule in role.inputs["spec"]["rules"]]
    assert rules
    assert {rule["until"] for rule in rules} == {UNTIL}


def test_what_carries_tags_says_the_day(plan: LayerPlan) -> None:
    tagged = [text for resource in cloud_resources(plan) for text in tags_of(resource)]
    assert tagged
    assert all(UNTIL in text for text in tagged)


def tags_of(resource: PlannedResource) -> Iterator[str]:
    for name in ("tags", "metadata"):
        if resource.inputs.get(name):
            yield str(resource.inputs[name])


def test_nothing_is_protected_or_kept(plan: LayerPlan) -> None:
    assert not [item.urn for item in plan.resources if item.options.protect or item.options.retain_on_delete]


def test_the_clouds_themselves_would_delete_everything(plan: LayerPlan) -> None:
    locks = ("deletionProtection", "protected")
    assert not [item.urn for item in plan.resources for lock in locks if item.inputs.get(lock)]
    assert not [item.urn for item in plan.resources if item.inputs.get("terminationSnapshotName")]
    assert not [item.urn for item in plan.resources if "ManagementLock" in item.type]


def test_the_two_ends_of_the_link_have_one_key(plan: LayerPlan) -> None:
    (connection, *_) = [item for item in plan.resources if item.type.endswith(":VirtualNetworkGatewayConnection")]
    makers = [item.urn for item in plan.resources if item.name.startswith("move-link") and is_key_maker(item)]
    assert len(makers) == 1
    assert makers[0] in connection.property_dependencies["sharedKey"]
    assert isinstance(connection.inputs["sharedKey"], Secret)


def is_key_maker(item: PlannedResource) -> bool:
    return item.type.endswith((":RandomPassword", ":VpnConnection"))


def test_each_end_knows_the_other(plan: LayerPlan, move: str) -> None:
    (near,) = [role for role in roles(plan, "SiteLink") if role.name == "move-link"]
    (far,) = [role for role in roles(plan, "SiteLink") if role.name == "move-legacy-link"]
    file = loaded(move).file
    assert near.inputs["spec"]["peer_address"] == file.link.legacy.addresses[0]
    assert far.inputs["spec"]["peer_address"] == file.link.target.addresses[0]
    assert near.inputs["spec"]["remote_cidrs"] == far.inputs["spec"]["local_cidrs"] == ["10.17.240.0/24"]
    assert near.inputs["spec"]["local_cidrs"] == far.inputs["spec"]["remote_cidrs"] == ["10.65.240.0/24"]


def test_the_sides_share_no_address(move: str) -> None:
    estate = loaded(move)
    near = ranges(estate)
    far = ranges(estate.legacy)
    assert len(near) > len(estate.ends[1].intent.areas)
    assert not [(one, other) for one in near for other in far if one.overlaps(other)]


def ranges(estate: Any) -> list[ipaddress.IPv4Network]:
    pools = type(estate.intent.addresses.pools).model_fields
    return [*estate.intent.plan.networks.values(), *(estate.intent.plan.pool(name) for name in pools)]


def test_relays_have_no_public_address_and_one_way_in(plan: LayerPlan) -> None:
    relays = roles(plan, "Relay")
    assert len(relays) == 2
    for role in relays:
        kinds = {item.type.rpartition(":")[2] for item in below(plan, role)}
        assert not kinds & {"FloatingIp", "PublicIp", "PublicIpLink", "VpcFloatingIp", "Ip" + "Public"}
        assert not [item for item in below(plan, role) if item.inputs.get("ipIds")]
    (wall,) = [role for role in roles(plan, "Firewall") if role.name == "move-relay"]
    inward = [rule for rule in wall.inputs["spec"]["rules"] if rule["direction"] == "in"]
    assert [(rule["ports"], rule["peers"]) for rule in inward] == [(["22"], ["10.64.0.0/24"])]


def test_relays_reach_the_link_the_proxies_and_time_alone(plan: LayerPlan) -> None:
    (wall,) = [role for role in roles(plan, "Firewall") if role.name == "move-relay"]
    outward = {peer for rule in wall.inputs["spec"]["rules"] if rule["direction"] == "out" for peer in rule["peers"]}
    assert outward == {"10.17.240.0/24", "10.64.1.0/24", "10.65.241.0/24"}


def test_every_copied_service_has_an_endpoint_that_relays_know_by_name(plan: LayerPlan, move: str) -> None:
    crossing = loaded(move).crossing
    endpoints = roles(plan, "ReplicationEndpoint")
    assert len(endpoints) == len(list(crossing.legacy.endpoints.all()))
    known = {role.inputs["spec"]["address"] for role in endpoints}
    assert len(known) == len(endpoints)
    for role in roles(plan, "Relay"):
        assert set(role.inputs["spec"]["names"].values()) == known
    made = [item for item in plan.resources if item.type.endswith(":PrivateEndpoint")]
    assert {item.inputs["ipConfigurations"][0]["privateIPAddress"] for item in made} == known


def test_every_service_with_data_of_the_legacy_is_copied(move: str) -> None:
    estate = loaded(move)
    listed = {name for _, name, _ in estate.crossing.legacy.endpoints.all()}
    blocks = ("buckets", "file_shares", "databases")
    held = {
        f"{area.name}-{item.name}"
        for area in estate.ends[0].intent.areas
        for block in blocks
        for item in getattr(area, block)
    }
    assert held <= listed


def test_an_endpoint_leads_to_what_the_legacy_really_has(plan: LayerPlan) -> None:
    known = (FOLDER / "azure-legacy.inventory.json").read_text(encoding="utf-8")
    made = [item for item in plan.resources if item.type.endswith(":PrivateEndpoint")]
    targets = [item.inputs["privateLinkServiceConnections"][0]["privateLinkServiceId"] for item in made]
    assert targets
    assert not [target for target in targets if f'"{target}"' not in known]


def test_the_legacy_is_joined_by_nothing_but_the_gateway(plan: LayerPlan) -> None:
    azure = [item for item in plan.resources if item.package_name == "azure-native"]
    assert not [item for item in azure if "Peering" in item.type or item.type.endswith(":RouteTable")]
    assert {item.inputs["resourceGroupName"] for item in azure if "resourceGroupName" in item.inputs} == {
        "rg-hdh-move-legacy",
        "NetworkWatcherRG",
    }


def test_names_live_for_a_minute(plan: LayerPlan, move: str) -> None:
    records = [item for item in plan.resources if item.type == "azure-native:dns:RecordSet"]
    file = loaded(move).file
    assert [item.inputs["ttl"] for item in records] == [60]
    assert records[0].inputs["aRecords"] == [{"ipv4Address": file.names["portal"].legacy}]


def test_gaps_are_those_of_each_side(plan: LayerPlan) -> None:
    expiry = {gap.name: gap.reason for gap in plan.gaps if gap.capability == "firewall.expiry"}
    assert set(expiry) == {"move-link", "move-relay", "move-legacy-endpoints", "move-legacy-link"}
    assert all(expiry.values())


def test_a_cutover_is_read_as_one(move: str) -> None:
    assert load_cutover(move).layers == ("move",)
