"""Names of the legacy: each has a successor that is planned, and none of its cloud lives on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bastide.cutover.parity.model import OPEN_FATES, Compared, Fate, Named, NameKind, RoleId, State
from bastide.cutover.parity.named.compare import compare
from bastide.cutover.parity.named.read import Known, Names, names
from policies.view import View
from tests.bastide.cutover.parity import seeds
from tests.conftest import Plans

pytestmark = pytest.mark.xdist_group("parity")

PORTAL, ZONE, STORE = ("Portal", "prod-portal"), ("InternalDns", "hub-names"), ("Bucket", "prod-main")
LEGACY = Names(
    frozenset(
        {
            Known(NameKind.PUBLIC, "portal.example", "", PORTAL),
            Known(NameKind.INTERNAL, "proxy", "old.internal", ZONE),
            Known(NameKind.PROVIDER, "stmain", "blob.core.windows.net", STORE),
        }
    ),
    {ZONE: "old.internal"},
    frozenset({"blob.core.windows.net"}),
)
TARGET = Names(
    frozenset(
        {
            Known(NameKind.PUBLIC, "portal.example", "", PORTAL),
            Known(NameKind.INTERNAL, "proxy", "new.internal", ZONE),
        }
    ),
    {ZONE: "new.internal"},
    frozenset(),
    frozenset({"portal.example", "new.internal", "debian.example"}),
)
STATES = {PORTAL: State.ALIKE, ZONE: State.ALIKE, STORE: State.WEAKER}


def found(
    legacy: Names = LEGACY, target: Names = TARGET, states: Mapping[RoleId, State] = STATES, **decided: Any
) -> dict[str, Named]:
    roles = tuple(Compared(kind, name, name, state) for (kind, name), state in states.items())
    return {item.name: item for item in compare(legacy, target, roles, seeds.mapping(*states, **decided))}


def without(known: Names, name: str) -> Names:
    return Names(frozenset(item for item in known.known if item.name != name), known.domains, known.zones, known.texts)


def test_each_name_goes_on_by_one_that_is_planned() -> None:
    assert {name: (item.fate, item.successor) for name, item in found().items()} == {
        "portal.example": (Fate.ALIKE, "portal.example"),
        "proxy": (Fate.RENAMED, "proxy.new.internal"),
        "stmain": (Fate.RENAMED, "Bucket prod-main"),
    }


@pytest.mark.parametrize("name", ["portal.example", "proxy"])
def test_a_name_that_the_target_does_not_serve_is_missing(name: str) -> None:
    assert found(target=without(TARGET, name))[name].fate is Fate.MISSING


@pytest.mark.parametrize("state", [State.MISSING, State.UNDECIDED, State.DROPPED])
def test_a_providers_name_whose_role_has_no_counterpart_is_missing(state: State) -> None:
    assert found(states={**STATES, STORE: state})["stmain"].fate is Fate.MISSING


def test_a_public_name_may_have_a_declared_successor_that_is_served() -> None:
    new = without(TARGET, "portal.example")
    target = Names(new.known | {Known(NameKind.PUBLIC, "new.example", "", PORTAL)}, new.domains)
    decided = {"legacy": "portal.example", "target": "new.example", **seeds.BY}
    assert found(target=target)["portal.example"].fate is Fate.MISSING
    renamed = found(target=target, names=[decided])["portal.example"]
    assert (renamed.fate, renamed.successor, renamed.decided.owner) == (Fate.RENAMED, "new.example", "migration-lead")
    # declared and not served is missing all the same
    assert found(target=new, names=[decided])["portal.example"].fate is Fate.MISSING
    dropped = found(target=new, names=[{**decided, "target": None}])["portal.example"]
    assert dropped.fate is Fate.DROPPED


def test_a_name_of_a_role_that_is_dropped_is_dropped() -> None:
    roles = seeds.mapping(PORTAL, ZONE, dropped=(STORE,))
    (item,) = (item for item in compare(LEGACY, TARGET, (), roles) if item.name == "stmain")
    assert (item.fate, item.decided.why) == (Fate.DROPPED, "ends with the legacy")


@pytest.mark.parametrize(
    "text",
    ["privatelink.blob.core.windows.net", "stmain.blob.core.windows.net", "proxy.old.internal", "privatelink.example"],
)
def test_a_name_of_the_legacys_cloud_at_the_target_is_found(text: str) -> None:
    target = Names(TARGET.known, TARGET.domains, TARGET.zones, TARGET.texts | {text})
    (item,) = (item for item in found(target=target).values() if item.fate is Fate.WIDER)
    assert item.name == text


def test_the_names_of_the_legacy_are_read_from_its_plan(plans: Plans) -> None:
    legacy = names(View(plans["azure-legacy"]))
    assert Known(NameKind.PROVIDER, "sthdhprodmain", "blob.core.windows.net", STORE) in legacy.known
    assert Known(NameKind.INTERNAL, "proxy", "legacy.hdh.internal", ZONE) in legacy.known
    assert Known(NameKind.PUBLIC, "portal.hdh.example", "", PORTAL) in legacy.known
    assert not any(zone.startswith("privatelink.") for zone in legacy.zones)
    endpoints = {record.owner for record in View(plans["azure-legacy"]).of("net.endpoint")}
    assert len([item for item in legacy.known if item.kind is NameKind.PROVIDER]) >= len(endpoints)


def test_a_zone_and_a_portal_that_go_wrong_in_a_plan_are_found(plans: Plans) -> None:
    legacy, estate = names(View(plans["azure-legacy"])), plans["scaleway"]
    (zone,) = seeds.of_type(estate, ":InternalDns")
    (portal,) = seeds.of_type(estate, ":Portal")
    states = {item.role: State.ALIKE for item in legacy.known}
    before = found(legacy, names(View(estate)), states)
    # no candidate has a service for internal names
    assert {item.name for item in before.values() if item.fate in OPEN_FATES} == {"proxy"}
    for spoilt, name, fate in (
        (seeds.with_spec(estate, portal.urn, host="other.example"), "portal.hdh.example", Fate.MISSING),
        (seeds.without(estate, portal.urn), "portal.hdh.example", Fate.MISSING),
        (seeds.with_spec(estate, zone.urn, domain="legacy.hdh.internal"), "legacy.hdh.internal", None),
        (
            seeds.with_spec(estate, zone.urn, domain="privatelink.blob.core.windows.net"),
            "privatelink.blob.core.windows.net",
            Fate.WIDER,
        ),
    ):
        after = found(legacy, names(View(spoilt)), states)
        assert (after[name].fate if name in after else None) is fate
    served = seeds.edited(estate, zone.urn, lambda inputs: {**inputs, "gaps": []})
    assert found(legacy, names(View(served)), states)["proxy"].successor == "proxy.hdh.internal"
