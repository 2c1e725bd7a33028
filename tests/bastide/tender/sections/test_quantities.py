"""The bill of quantities of the five candidates, and its part of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bastide.tender.candidate import Candidate
from bastide.tender.part import Basis
from bastide.tender.quantities.lines import LINES
from bastide.tender.quantities.model import Quantities
from bastide.tender.quantities.prices import Prices
from bastide.tender.quantities.totals import priced
from bastide.tender.sections import quantities
from plan.model import PlannedResource
from policies.model import Lang
from policies.view import View
from tests.bastide.tender.quantities.said import bill_of, line_of
from tests.bastide.tender.sections.by_hand import made, resource
from tests.bastide.tender.sections.pages import html, ids, shown
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


@pytest.mark.parametrize("lang", Lang)
def test_all_candidates_have_the_same_lines(candidate_of: Of, lang: Lang) -> None:
    bills = [quantities.of(candidate_of(estate, lang)) for estate in CANDIDATES]
    assert len(bills) == 5
    for bill in bills:
        assert [(line.id, line.unit) for line in bill.lines] == [(line.id, line.unit) for line in LINES]
        assert [line.designation for line in bill.lines] == [line.designation.of(lang) for line in LINES]
        assert Quantities.model_validate_json(bill.model_dump_json()) == bill


@pytest.mark.parametrize("estate", CANDIDATES)
def test_ids_and_amounts_are_the_same_in_both_languages(candidate_of: Of, estate: str) -> None:
    english, french = (quantities.of(candidate_of(estate, lang)) for lang in Lang)
    for one, other in zip(english.lines, french.lines, strict=True):
        assert (one.quantity, one.asked, one.basis, one.origins) == (
            other.quantity,
            other.asked,
            other.basis,
            other.origins,
        )
        assert one.designation != other.designation


@pytest.mark.parametrize("estate", CANDIDATES)
def test_nothing_that_may_cost_is_left_out(candidate_of: Of, estate: str) -> None:
    assert quantities.of(candidate_of(estate)).uncounted == ()


@pytest.mark.parametrize("estate", CANDIDATES)
def test_only_what_nobody_has_declared_is_unknown(candidate_of: Of, estate: str) -> None:
    bill = bill_of(candidate_of(estate))
    assert [line.id for line in bill.lines if line.quantity is None] == []
    today = quantities.of(candidate_of(estate))
    for line in today.lines:
        assert (line.quantity is None) == bool(line.unknown) == bool(line.ask)
        assert (line.basis is Basis.NOT_ASSESSABLE) == (line.quantity is None)
        assert line.total is None or line.total == "0"
        assert (line.origins == ()) == bool(line.note)
    # with a number in stacks/quantities.yaml this is one line fewer
    assert {"Q-OBJ-01", "Q-OBJ-02", "Q-MIG-01"} <= {line.id for line in today.lines if line.unknown}


def _sum(found: Iterator[Any]) -> str:
    return f"{sum((Decimal(str(value)) for value in found), Decimal(0)):f}".removesuffix(".0")


def _of(resources: tuple[PlannedResource, ...], *types: str) -> list[Mapping[str, Any]]:
    return [resource.inputs for resource in resources if resource.type in types]


VM = {
    "scaleway": ("scaleway:instance/server:Server", "type", r"(\d+)C-(\d+)G$"),
    "ovhcloud": ("openstack:compute/instance:Instance", "flavorName", r"b3-((\d+))$"),
    "outscale": ("outscale:index/vm:Vm", "vmType", r"c(\d+)r(\d+)p"),
    "numspot": ("numspot:index/vm:Vm", "type", r"-(\d+)c(\d+)r$"),
}
DISK = "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk"
DISKS = {
    "scaleway": ("scaleway:block/volume:Volume", "sizeInGb", 1),
    "ovhcloud": ("openstack:blockstorage/volume:Volume", "size", 1),
    "outscale": ("outscale:index/volume:Volume", "size", 1),
    "numspot": ("numspot:index/volume:Volume", "size", 1),
    "cloudtemple": (
        "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk",
        "size",
        2**30,
    ),
}
ADDRESSES = {
    "scaleway": (
        "scaleway:instance/ip:Ip",
        "scaleway:loadbalancers/ip:Ip",
        "scaleway:network/publicGatewayIp:PublicGatewayIp",
    ),
    "ovhcloud": ("openstack:networking/floatingIp:FloatingIp",),
    "outscale": ("outscale:index/publicIp:PublicIp",),
    "numspot": ("numspot:index/publicIp:PublicIp",),
    "cloudtemple": ("cloudtemple:index/vpcFloatingIp:VpcFloatingIp",),
}
MACHINE = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"


def _memory(estate: str, resources: tuple[PlannedResource, ...]) -> str:
    """GiB of all hosts, without the tables of the bill."""
    if estate == "cloudtemple":
        return _sum(inputs["memory"] // 2**30 for inputs in _of(resources, MACHINE))
    type_, path, pattern = VM[estate]
    names = [str(inputs[path]) for inputs in _of(resources, type_)]
    return _sum(int(match[2]) for name in names if (match := re.search(pattern, name)))


def _cores(estate: str, resources: tuple[PlannedResource, ...]) -> str:
    if estate == "cloudtemple":
        return _sum(inputs["cpu"] for inputs in _of(resources, MACHINE))
    type_, path, pattern = VM[estate]
    found = [re.search(pattern, str(inputs[path])) for inputs in _of(resources, type_)]
    # four GiB a core there
    return _sum(int(match[1]) // (4 if estate == "ovhcloud" else 1) for match in found if match)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("estate", CANDIDATES)
def test_lines_are_the_sums_over_the_resources_of_any_part_of_an_estate(
    candidate_of: Of, estate: str, data: st.DataObject
) -> None:
    candidate = candidate_of(estate)
    keep = data.draw(st.lists(st.booleans(), min_size=97, max_size=97))
    plans = tuple(
        replace(
            plan,
            resources=tuple(
                item
                for index, item in enumerate(plan.resources)
                if item.is_role or item.is_stack or keep[index % len(keep)]
            ),
        )
        for plan in candidate.plans
    )
    bill = bill_of(replace(candidate, plans=plans, view=View(plans)))
    resources = tuple(item for plan in plans for item in plan.resources)
    type_, size, per = DISKS[estate]
    disks = _sum(inputs[size] // per for inputs in _of(resources, type_))
    both = {name: [line_of(bill, f"Q-{name}-0{number}").at_least for number in (1, 2)] for name in ("CPU", "MEM")}
    sums = {name: _sum(Decimal(amount) for amount in amounts) for name, amounts in both.items()}
    assert sums == {"CPU": _cores(estate, resources), "MEM": _memory(estate, resources)}
    volumes = line_of(bill, "Q-DSK-02")
    assert _sum(iter([Decimal(volumes.at_least) - Decimal(volumes.asked)])) == disks
    assert line_of(bill, "Q-IPV-01").quantity == str(len(_of(resources, *ADDRESSES[estate])))


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_line_is_the_sum_of_where_it_comes_from(candidate_of: Of, estate: str) -> None:
    for line in bill_of(candidate_of(estate)).lines:
        assert line.quantity == (_sum(Decimal(origin.amount or "NaN") for origin in line.origins))


def test_what_one_candidate_operates_itself_another_orders(candidate_of: Of) -> None:
    ordered, own = (quantities.of(candidate_of(estate)) for estate in ("scaleway", "cloudtemple"))
    assert line_of(ordered, "Q-KMS-01").quantity == "8"
    assert line_of(own, "Q-KMS-01").quantity == "0"
    assert "KeyStore" in line_of(own, "Q-KMS-01").note
    cores = [Decimal(line_of(bill, "Q-CPU-02").quantity or "NaN") for bill in (ordered, own)]
    assert cores[0] < cores[1]


def _bills(candidate_of: Of, lang: Lang) -> dict[str, Quantities]:
    return {estate: quantities.of(candidate_of(estate, lang)) for estate in CANDIDATES}


@pytest.mark.parametrize("lang", Lang)
def test_the_page_shows_all_candidates_beside_each_other(candidate_of: Of, lang: Lang) -> None:
    page = html("quantities", quantities.WORDS, _bills(candidate_of, lang), lang)
    assert [id_ for id_, count in Counter(ids(page)).items() if count > 1] == []
    assert {f"quantities-{line.id.lower()}" for line in LINES} <= set(ids(page))
    assert {f"quantities-{estate}-{line.id.lower()}" for estate in CANDIDATES for line in LINES} <= set(ids(page))
    text = shown(page)
    assert ("inconnu" if lang is Lang.FR else "unknown") in text
    assert ("Aucun prix fourni" if lang is Lang.FR else "No prices were given") in text
    assert ("5\u202f200" if lang is Lang.FR else "5,200") in page
    assert len(page.encode()) < 250_000


@pytest.mark.parametrize("lang", Lang)
def test_the_page_shows_prices_and_what_is_missing(candidate_of: Of, lang: Lang) -> None:
    bills = {estate: bill_of(candidate_of(estate, lang)) for estate in ("scaleway", "outscale")}
    prices = {"scaleway": {line.id: Decimal("1234.5") for line in LINES}, "outscale": {"Q-CPU-01": Decimal(2)}}
    found = priced(list(bills.values()), Prices("EUR", prices))
    page = html("quantities", quantities.WORDS, dict(zip(bills, found, strict=True)), lang)
    text = shown(page)
    assert ("1\u202f234,5" if lang is Lang.FR else "1,234.5") in page
    assert ("incomplet" if lang is Lang.FR else "incomplete") in text
    assert "Q-CPU-02, " in text
    whole = found[0].bill
    assert whole is not None
    assert whole.contract is not None
    shown_total = f"{int(whole.contract.partition('.')[0]):,}".replace(",", "\u202f" if lang is Lang.FR else ",")
    assert shown_total in page


def test_markup_of_a_plan_is_text_on_the_page() -> None:
    hostile = "<script>alert(1)</script>"
    candidate = made(resource("scaleway:instance/server:Server", "one", type=hostile, rootVolume={"sizeInGb": 1}))
    page = html("quantities", quantities.WORDS, {"scaleway": quantities.of(candidate)}, Lang.EN)
    assert hostile not in page
    assert hostile in shown(page)
