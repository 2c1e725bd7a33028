"""`bastide parity` over the estates of the repository."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bastide.cutover.parity.model import State
from bastide.planning import Order
from plan.model import LayerPlan
from tests.conftest import Answer, Estates, Plans

pytestmark = pytest.mark.xdist_group("parity")

DAY = ("--date", "2026-11-28")
Run = Callable[..., Answer]


@pytest.fixture
def parity(bastide: Callable[..., Answer], plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `bastide parity` in this process, over plans that are made once."""

    def planned(orders: list[Order], folder: object, then: Callable[..., object], report: object) -> tuple[object, ...]:
        return tuple(then(order, plans[order.estate]) for order in orders)

    def estate(name: str, layers: tuple[str, ...] = (), **_: object) -> tuple[LayerPlan, ...]:
        raise AssertionError("the plans are made already")

    monkeypatch.setattr("bastide.cutover.parity.gather.plan_each", planned)
    monkeypatch.setattr("plan.estate.plan_estate", estate)
    return lambda *arguments: bastide("parity", *arguments, *DAY)


def test_each_target_says_what_is_missing_and_weaker(parity: Run) -> None:
    answer = parity("--target", "scaleway", "--target", "outscale", "--format", "json")
    assert answer.code == 1
    scaleway, outscale = json.loads(answer.out)
    assert scaleway["schema"] == "bastide/parity/1"
    assert (scaleway["legacy"], scaleway["target"], outscale["target"]) == ("azure-legacy", "scaleway", "outscale")
    for found in (scaleway, outscale):
        assert found["complete"] is False
        # each decision of the reviewed mapping is there, and nothing is undecided
        assert found["summary"][State.UNDECIDED.value] == 0
        assert sum(found["summary"].values()) == len(found["roles"]) > 200
    missing = {(role["kind"], role["target"]) for role in outscale["roles"] if role["state"] == "missing"}
    assert ("Database", "prod-core") in missing
    assert ("Database", "prod-core") not in {
        (role["kind"], role["target"]) for role in scaleway["roles"] if role["state"] == "missing"
    }


def test_each_part_stands_in_the_document_with_its_tally(parity: Run) -> None:
    (found,) = json.loads(parity("--target", "scaleway", "--format", "json").out)
    for part, rows in (("entitlements", 80), ("reachability", 80), ("names", 40)):
        tally = found["tallies"][part]
        assert len(found[part]) >= tally["total"] > tally["open"] > 0 and tally["total"] > rows
        assert all(row["owner"] and row["day"] for row in found[part] if row["fate"] in ("dropped", "added"))
    flows = {(row["source"], row["target"], row["fate"]): row for row in found["reachability"]}
    # the copy of the data ends with the legacy, file shares change their protocol, portal logs have no way yet
    assert flows["site", "prod-data", "dropped"]["ports"] == [[443, 443], [5432, 5432]]
    assert flows["prod-cluster", "prod-data", "added"]["ports"] == [[2049, 2049]]
    assert flows["prod-cluster", "prod-data", "alike"]["ports"] == [[5432, 5432]]
    assert flows["prod-portal", "hub-shared", "missing"]["ports"] == [[443, 443]]
    gained = {(row["target"], row["area"], row["right"]) for row in found["entitlements"] if row["fate"] == "wider"}
    assert ("hub-operators", "hub", "read-data") in gained
    renamed = {row["name"]: row["successor"] for row in found["names"] if row["fate"] == "renamed"}
    assert renamed["sthdhprodmain"] == "Bucket prod-main-copy"


def test_a_decision_that_is_taken_out_of_the_mapping_leaves_its_difference_open(parity: Run, estates: Estates) -> None:
    (before,) = json.loads(parity("--target", "scaleway", "--format", "json").out)
    lines = (estates.folder / "mapping.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    taken = ("{from: site, to: prod-data,", "{who: pilot-researcher-1,")
    kept = [line for line in lines if not any(text in line for text in taken)]
    assert len(kept) == len(lines) - 2
    (estates.folder / "mapping.yaml").write_text("".join(kept), encoding="utf-8")
    (after,) = json.loads(parity("--target", "scaleway", "--format", "json").out)
    for part in ("entitlements", "reachability"):
        assert after["tallies"][part]["open"] == before["tallies"][part]["open"] + 1
        assert after["tallies"][part]["total"] == before["tallies"][part]["total"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('{from: provider, to: "*"', '{from: "*", to: "*"', "found `*` for both"),
        ("{from: site, to: hub-shared, ports: [443]", "{from: site, to: hub-shared, ports: [70000]", "70000"),
        ("{who: pilot-researcher-1, area: hub", "{who: pilot-researcher-1", "area"),
        ("{from: site, to: hub-egress, ports: [3128]", "{from: site, to: 'a*b', ports: [3128]", "a*b"),
    ],
)
def test_a_decision_that_says_nothing_clear_is_refused(
    parity: Run, estates: Estates, old: str, new: str, words: str
) -> None:
    line = estates.replace("mapping.yaml", old, new)
    answer = parity("--target", "scaleway")
    assert answer.code == 2
    assert f"mapping.yaml:{line}:" in answer.err and words in answer.err


def test_detail_says_what_was_decided_and_by_whom(parity: Run) -> None:
    short, long = parity("--target", "scaleway").out, parity("--target", "scaleway", "--detail").out
    assert "Rights at the target alone" in short and "Flows at the legacy alone" in short
    assert "to hub-shared, tcp 443: methods-work, prod-portal" in short
    assert "new on purpose" not in short
    assert "operators of the target's key stores are named one by one" in " ".join(long.split())
    assert "(security-officer, 2026-11-28)" in long


def test_the_text_names_both_values(parity: Run) -> None:
    answer = parity("--target", "scaleway")
    assert answer.code == 1
    assert "azure-legacy → scaleway" in answer.out
    assert "key: customer key → provider's key" in answer.out
    assert "do: write a row for it" not in answer.out
    assert "Not complete" in answer.out


def test_a_row_that_is_taken_out_of_the_mapping_is_undecided(parity: Run, estates: Estates) -> None:
    lines = (estates.folder / "mapping.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "legacy: prod-core, target: prod-core" not in line]
    assert len(kept) == len(lines) - 1
    (estates.folder / "mapping.yaml").write_text("".join(kept), encoding="utf-8")
    answer = parity("--target", "scaleway", "--format", "json")
    (found,) = json.loads(answer.out)
    undecided = [(role["legacy"], role["target"]) for role in found["roles"] if role["state"] == "undecided"]
    assert sorted(undecided) == [("", "prod-core"), ("prod-core", "")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--target", "azure-legacy"), "is named for both sides"),
        (("--target", "scaleway-hub"), "is a single stack"),
        (("--target", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_compared_is_refused(parity: Run, arguments: tuple[str, ...], words: str) -> None:
    answer = parity(*arguments)
    assert answer.code == 2
    assert words in answer.err
    assert "do:" in answer.err


def test_a_mapping_that_names_a_role_of_nobody_is_refused_with_its_line(parity: Run, estates: Estates) -> None:
    line = estates.replace("mapping.yaml", "prod-core, target: prod-core", "prod-core, target: prod-cor")
    answer = parity("--target", "scaleway")
    assert answer.code == 2
    assert f"mapping.yaml:{line}:" in answer.err
    assert "the target has no Database `prod-cor`" in answer.err
