"""Every kind of thing can be added to the estates as they are, and what is there neither moves nor changes.

Generated intents with some of these additions: tests/stacks/test_append_only.py.
"""

from __future__ import annotations

import copy
import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from components.contract import check
from components.contract.intent import Intent
from plan.estate import plan_loaded
from plan.model import LayerPlan
from stacks.estate import load_estate
from tests.components.view import View
from tests.conftest import Plans
from tests.contract.intents import intent_data
from tests.estates import ESTATES

Data = dict[str, Any]
Addition = Callable[[Data], str]
"""Adds to the data of an intent; returns `Kind name` of a role that is then new, "" where no role is new."""


def area(data: Data, name: str) -> Data:
    areas: list[Data] = [data["hub"], *data["environments"], *data["spaces"]]
    (found,) = [one for one in areas if one["name"] == name]
    return found


def free(taken: list[Data], network: str | None, width: int) -> Data:
    """A place that nobody has: a slot where the others have slots, a range of the network where they have ranges."""
    if network is None:
        return {"slot": min(set(range(16)) - {one["slot"] for one in taken})}
    ranges = [ipaddress.ip_network(one["cidr"]) for one in taken]
    cidrs = ipaddress.ip_network(network).subnets(new_prefix=width)
    return {"cidr": str(next(cidr for cidr in cidrs if not any(cidr.overlaps(one) for one in ranges)))}


def copied(owner: Data, block: str, **other: Any) -> Data:
    """A copy of the block's first entry under a new name, put before all others."""
    new = {key: value for key, value in copy.deepcopy(owner[block][0]).items() if key != "label"}
    new |= {"name": "added", **other}
    owner[block].insert(0, new)
    return new


def zone(data: Data) -> str:
    data["platform"]["zones"] = 3
    return ""


def zone_of(service: str) -> Addition:
    def add(data: Data) -> str:
        data["platform"]["zones"] = 3
        data["hub"][service]["zones"].append(3)
        return ""

    return add


def segment(place: str) -> Addition:
    def add(data: Data) -> str:
        owner = area(data, place)
        new = {"name": "added", "purpose": "data", **free(owner["segments"], owner.get("cidr"), 24)}
        owner["segments"].insert(0, new)
        return f"Segment {place}-added"

    return add


def entry(place: str, block: str, kind: str, **other: Any) -> Addition:
    def add(data: Data) -> str:
        copied(area(data, place), block, **other)
        return f"{kind} {place}-added"

    return add


def seat(data: Data) -> str:
    area(data, "cardio")["workstations"][0]["seats"] += 1
    return "Workstation cardio-desk-4"


def workstations(data: Data) -> str:
    copied(area(data, "cardio"), "workstations", seats=1)
    return "Workstation cardio-added-1"


def grant(data: Data) -> str:
    owner = area(data, "cardio")
    copied(owner, "groups", name="guests")
    copied(owner, "grants", name="guests", to="guests")
    return "Grant cardio-guests"


def space(data: Data) -> str:
    new = copied(data, "spaces", title="One more space")
    pool = data["addresses"]["pools"]["spaces"]
    new |= free(data["spaces"][1:], pool if "cidr" in new else None, 22)
    segments, new["segments"] = new["segments"], []
    for one in segments:
        new["segments"].append({**one, **free(new["segments"], new.get("cidr"), 24)})
    for number, flow in enumerate(new["flows"]):
        flow["id"] = f"ADD-{number + 1:03}"
    named = [part for block in new.values() if isinstance(block, list) for part in block if isinstance(part, dict)]
    for part in named:
        part.pop("label", None)
    return "ProjectSpace added"


ADDITIONS: dict[str, Addition] = {
    "a zone": zone,
    "a zone of the bastion": zone_of("bastion"),
    "a zone of the way out": zone_of("egress"),
    "a zone of the site link": zone_of("site_link"),
    "a segment": segment("prod"),
    "a segment in a space that has one only": segment("methods"),
    "a space": space,
    "a bucket": entry("prod", "buckets", "Bucket"),
    "a volume": entry("prod", "volumes", "Volume"),
    "a file share": entry("prod", "file_shares", "FileShare"),
    "a database": entry("prod", "databases", "Database"),
    "a cluster": entry("prod", "clusters", "Cluster"),
    "a key": entry("prod", "keys", "Key"),
    "a secret": entry("prod", "secrets", "Secret"),
    "a backup": entry("prod", "backups", "Backup"),
    "a service account": entry("prod", "accounts", "ServiceAccount"),
    "a group with a grant": grant,
    "a seat": seat,
    "a kind of workstations": workstations,
}
# Hosts of the hub that a zone adds, where they are hosts: Azure's services take zones as a property.
HOSTS = {
    "ovhcloud": {"hub-bastion-3", "hub-egress-3", "hub-legacy-3"},
    "cloudtemple": {"hub-bastion-3", "hub-egress-3", "hub-legacy-3"},
    "numspot": {"hub-bastion-3", "hub-egress-3"},
    "outscale": {"hub-bastion-3", "hub-egress-3", "hub-legacy-3"},
    "scaleway": {"hub-bastion-3", "hub-egress-3"},
    "azure-legacy": set[str](),
}


_ROUTER = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
# What is made anew because it *is* the area's walls: a router of our own stands in every segment and knows every flow.
# It holds no data, and its addresses stay.
WALLS = {"cloudtemple": {f"{_ROUTER} prod", f"{_ROUTER} methods"}}


def planned(estate: str, additions: Iterable[Addition]) -> tuple[View, set[str]]:
    """The estate with additions, and the roles that are new."""
    loaded = load_estate(estate)
    data = copy.deepcopy(intent_data(loaded.intent))
    roles = {role for add in additions if (role := add(data))}
    intent = Intent.model_validate(data)
    assert check.faults(intent) == []
    return View(estate, plan_loaded(replace(loaded, intent=intent, imports={}))), roles


def snapshot(layers: Iterable[LayerPlan]) -> dict[str, Any]:
    """Everything of each resource that an engine would compare; a role's inputs only tell the reader its spec."""
    return {
        item.urn: (item.type, item.parent, dict(item.inputs) if item.custom else None, item.options)
        for plan in layers
        for item in plan.resources
        if not item.is_stack and not item.type.startswith("pulumi:")
    }


def moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What is gone or other than it was."""
    return [urn for urn, planned in old.items() if new.get(urn) != planned]


def roles_of(view: View) -> set[str]:
    return {f"{item.role_kind} {item.name}" for plan in view.layers for item in plan.resources if item.is_role}


@pytest.fixture(scope="module", params=ESTATES)
def untouched(request: pytest.FixtureRequest, plans: Plans) -> View:
    """The estate as it is; the legacy without its imports, which would refuse what is added."""
    name: str = request.param
    return planned(name, ())[0] if load_estate(name).imports else View(name, plans[name])


def test_what_is_added_changes_and_removes_nothing(untouched: View) -> None:
    """All at once, because a plan takes seconds; where something moves, each alone, to say which of them did it."""
    before = snapshot(untouched.layers)
    after, roles = planned(untouched.name, ADDITIONS.values())
    now = snapshot(after.layers)
    assert len(roles - {""}) == len([what for what in ADDITIONS if not what.startswith("a zone")])
    assert roles - {""} <= roles_of(after) - roles_of(untouched)
    assert HOSTS[untouched.name] <= {item.name for item in after.cloud} - {item.name for item in untouched.cloud}
    if moved_beside_walls(untouched.name, before, now):
        alone = {what: moved(before, alone_now(untouched.name, add)) for what, add in ADDITIONS.items()}
        guilty = {what: urns for what, urns in alone.items() if urns} or {"all together": moved(before, now)}
        pytest.fail("\n".join(f"{what} changes {urn}" for what, urns in guilty.items() for urn in urns))


def moved_beside_walls(estate: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What is moved, but for the walls that are allowed to; those are, or the list is too long."""
    found = moved(old, new)
    walls = {urn for urn in found if f"{old[urn][0]} {urn.rpartition('::')[2]}" in WALLS.get(estate, set())}
    assert len(walls) == len(WALLS.get(estate, set()))
    return [urn for urn in found if urn not in walls]


def alone_now(estate: str, addition: Addition) -> dict[str, Any]:
    return snapshot(planned(estate, [addition])[0].layers)


def flows(data: Data) -> str:
    """In two areas: between segments that already have a flow, and between two that have none."""
    for place, source, number in (("nonprod", "cluster", 901), ("prod", "portal", 902)):
        new = {"id": f"ADD-{number}", "from": source, "to": "data", "ports": ["6432"], "justification": "one more"}
        area(data, place)["flows"].insert(0, new)
    return ""


# What filters at both ends of the two flows, and nothing else.
ENDS = {"nonprod-cluster", "nonprod-data", "prod-portal", "prod-data"}
FILTERS = {
    "azure-legacy": {f"azure-native:network:NetworkSecurityGroup {name}" for name in ENDS},
    "ovhcloud": {
        *(f"openstack:networking/secGroup:SecGroup {name}" for name in ENDS),
    },
    "cloudtemple": {f"{_ROUTER} {area}" for area in ("prod", "nonprod")},
    "numspot": {f"numspot:index/securityGroup:SecurityGroup {name}" for name in ENDS},
    "outscale": {f"outscale:index/securityGroup:SecurityGroup {name}" for name in ENDS},
    "scaleway": {
        *(f"scaleway:instance/securityGroup:SecurityGroup {name}-{zone}" for name in ENDS for zone in (1, 2)),
        *(f"scaleway:instance/securityGroupRules:SecurityGroupRules {name}-{zone}" for name in ENDS for zone in (1, 2)),
        *(f"scaleway:network/acl:Acl {area}-acl" for area in ("prod", "nonprod")),
    },
}


def test_a_flow_changes_only_what_filters_at_its_two_ends(untouched: View) -> None:
    before, now = snapshot(untouched.layers), snapshot(planned(untouched.name, [flows])[0].layers)
    found = moved(before, now)
    assert {f"{now[urn][0]} {urn.rpartition('::')[2]}" for urn in found} == FILTERS[untouched.name]


@pytest.mark.parametrize("change", [lambda old: old | {"b": 3}, lambda old: {"a": 1}], ids=["changed", "gone"])
def test_what_is_changed_or_gone_has_moved(change: Callable[[dict[str, int]], dict[str, int]]) -> None:
    assert moved({"a": 1, "b": 2}, change({"a": 1, "b": 2})) == ["b"]
