"""What the platform must operate itself, as the report says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import own_parts
from bastide.tender.sections.own_parts import OwnPart, OwnParts
from components.contract.capability import CATALOGUE
from facts.duties import Topic, duties
from facts.model import Level
from policies.examples import ExampleResource
from policies.model import Lang
from tests.bastide.tender.sections.by_hand import made, resource, role
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
KEY_STORE = {id_ for id_, duty in duties().items() if "key-store" in duty.capabilities}
VM = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
DISK = "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk"
GIB = 2**30


def part(found: OwnParts, role_path: str) -> OwnPart:
    return next(item for item in found.parts if item.role == role_path)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_host_belongs_to_a_part(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = own_parts.of(candidate)
    hosts = candidate.view.of("compute.vm")
    assert found.total.hosts == len(hosts) == sum(item.consumed.hosts for item in found.parts)
    assert found.total.bare == sum(not host.raw("texts") for host in hosts)
    for field in ("vcpu", "memory_gib", "unknown", "disks"):
        assert getattr(found.total, field) == sum(getattr(item.consumed, field) for item in found.parts), field
    for item in found.parts:
        assert item.consumed.hosts == sum(size.count for size in item.sizes)
        assert item.consumed.vcpu == sum(size.count * (size.vcpu or 0) for size in item.sizes)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_self_operated_role_of_the_plan_is_a_part(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    offered = candidate.definition.offered
    roles = candidate.view.of("role.*")
    assert {own_parts.capability_of(item) for item in roles} <= set(CATALOGUE)
    expected = {item.role for item in roles if offered[own_parts.capability_of(item)].level is Level.SELF_OPERATED}
    found = own_parts.of(candidate)
    assert {item.role for item in found.parts if item.level is Level.SELF_OPERATED} == expected != set()
    for item in found.parts:
        same = [one for one in roles if one.role == item.role]
        made_hosts = [one for one in same if any(made.kind == "compute.vm" for made in candidate.view.made_for(one))]
        assert item.roles == len(same if item.level is Level.SELF_OPERATED else made_hosts)
        assert item.source.text == offered[item.capability].source
        # what is not self-operated is here for its hosts
        assert item.level is Level.SELF_OPERATED or item.consumed.hosts


def test_amounts_are_those_of_the_plan(candidate_of: Of) -> None:
    candidate = candidate_of("cloudtemple")
    hosts = [host.resource.inputs for host in candidate.view.of("compute.vm")]
    disks = [disk.resource.inputs for disk in candidate.view.of("store.block")]
    total = own_parts.of(candidate).total
    assert total.vcpu == sum(host["cpu"] for host in hosts) > 0
    assert total.memory_gib == sum(host["memory"] for host in hosts) / GIB
    assert total.disks_gb == sum(disk["size"] for disk in disks) / GIB
    assert total.unknown == 0
    # the plan says cores itself: nothing rests on a fact
    assert own_parts.of(candidate).sources == ()
    assert own_parts.of(candidate_of("outscale")).sources


def test_a_hand_count() -> None:
    def host(name: str, cores: int) -> ExampleResource:
        return resource(VM, name, "hub-keys", cpu=cores, memory=8 * GIB, cloudInit={"cloud_config": {"secret": "#x"}})

    found = own_parts.of(
        made(
            role("area:Environment", "hub", spec={"stage": "hub"}),
            role("keys:KeyStore", "hub-keys", "hub"),
            *(host(f"keys-{number}", 2 if number < 3 else 4) for number in (1, 2, 3)),
            *(resource(DISK, f"disk-{number}", "hub-keys", size=20 * GIB) for number in (1, 2, 3)),
            role("keys:Key", "hub-data", "hub", links={"store": {"urn": "hub-keys"}}),
            role("storage:Bucket", "files", "hub"),
            estate="cloudtemple",
        )
    )
    assert [item.role for item in found.parts] == ["Environment/Key", "Environment/KeyStore"]
    key, store = found.parts
    assert (key.consumed.hosts, key.sizes, key.areas) == (0, (), ("hub",))
    assert [(size.count, size.vcpu, size.memory_gib) for size in store.sizes] == [(2, 2, 8), (1, 4, 8)]
    assert (store.consumed.vcpu, store.consumed.memory_gib, store.consumed.disks_gb) == (8, 24, 60)
    assert store.consumed.bare == 0
    assert key.features == ("key.rotation",)


def test_what_is_not_known_is_not_counted_as_small() -> None:
    found = own_parts.of(
        made(
            role("access:Bastion", "bastion"),
            resource("scaleway:instance/server:Server", "known", "bastion", type="POP2-4C-16G", cloudInit="#x"),
            resource("scaleway:instance/server:Server", "odd", "bastion", type="NEW-1", cloudInit="#x"),
            resource("scaleway:instance/server:Server", "bare", "bastion", type={"unknown": True}),
            resource("scaleway:block/volume:Volume", "disk", "bastion", sizeInGb={"unknown": True}),
        )
    )
    consumed = part(found, "Bastion").consumed
    assert (consumed.hosts, consumed.vcpu, consumed.memory_gib, consumed.unknown) == (3, 4, 16, 2)
    assert (consumed.bare, consumed.disks, consumed.disks_gb) == (1, 1, None)
    assert {size.flavour for size in part(found, "Bastion").sizes if size.vcpu is None} == {"NEW-1", ""}


def test_duties_come_with_what_is_operated(candidate_of: Of) -> None:
    found = {estate: own_parts.of(candidate_of(estate)) for estate in CANDIDATES}
    ids = {estate: {duty.id for duty in parts.duties} for estate, parts in found.items()}
    with_stores = {estate for estate, parts in found.items() if any(p.capability == "key-store" for p in parts.parts)}
    assert with_stores == {"cloudtemple", "numspot", "outscale"}
    assert {estate for estate in CANDIDATES if ids[estate] >= KEY_STORE} == with_stores
    assert {estate for estate in CANDIDATES if ids[estate] & KEY_STORE} == with_stores
    # where a cloud's key service holds the keys, nobody unseals anything
    topics = {duty.topic for duty in found["scaleway"].duties}
    assert Topic.UNSEALING not in topics and Topic.ON_CALL in topics
    assert {estate for estate in CANDIDATES if "bastion-people-in-place" in ids[estate]} == {"scaleway"}
    assert {estate for estate in CANDIDATES if "router-loss" in ids[estate]} == {"cloudtemple"}
    # a machine that only holds a place at NumSpot is no router
    assert part(found["numspot"], "ProjectSpace/Network").duties == ()
    for parts in found.values():
        for duty in parts.duties:
            brought = {item.role for item in parts.parts if duty.id in item.duties}
            assert set(duty.parts) == brought
            assert brought or not duties()[duty.id].capabilities


def test_nothing_of_our_own_has_no_duties() -> None:
    found = own_parts.of(made(role("storage:Bucket", "files")))
    assert (found.parts, found.duties, found.total.hosts, found.total.disks_gb) == ((), (), 0, 0)


def test_both_languages(candidate_of: Of) -> None:
    english, french = (own_parts.of(candidate_of("numspot", lang)) for lang in Lang)
    assert [item.slug for item in english.parts] == [item.slug for item in french.parts]
    assert english.total == french.total
    for one, other in zip(english.duties, french.duties, strict=True):
        assert (one.id, one.parts, one.source) == (other.id, other.parts, other.source)
        assert one.what != other.what and one.when != other.when and one.who != other.who
    for topic in Topic:
        assert own_parts.WORDS(topic, Lang.EN) and own_parts.WORDS(topic, Lang.FR)
