"""Wrong arguments: each is one message that names the argument and says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from facts.errors import BadInput, BadInputs
from stacks.package.host import details
from stacks.package.spelling import ours
from stacks.package.wanted import read_wanted
from tests.stacks.package.arguments import arguments

Change = Callable[[dict[str, Any]], Any]
GIVEN: dict[str, dict[str, object]] = {"projects": {}, "deployers": {}}


def replaced(old: str, new: str) -> Change:
    def change(args: dict[str, Any]) -> None:
        assert old in args["intent"]
        args["intent"] = args["intent"].replace(old, new, 1)

    return change


CASES: dict[str, tuple[Change, str, str]] = {
    "no intent": (lambda args: args.pop("intent"), "intent", "`intent` is missing"),
    "an unknown argument": (lambda args: args.update(layr="hub"), "layr", "did you mean `layer`"),
    "an unknown layer": (lambda args: args.update(layer="space-none"), "layer", "one of bootstrap, hub, prod"),
    "no cloud": (lambda args: args.pop("scaleway"), "scaleway", "found no cloud"),
    "two clouds": (lambda args: args.update(ovhcloud={}), "ovhcloud", "found scaleway and ovhcloud"),
    "a wrong name of an estate": (lambda args: args.update(estate="A B"), "estate", "found the text `A B`"),
    "an intent that is not YAML": (lambda args: args.update(intent="a: [1"), "intent.text", "this is not YAML"),
    "an intent with a wrong value": (
        replaced("zones: 2", "zones: two"),
        "intent.platform.zones",
        "intent:12:10: platform.zones",
    ),
    "a choice that is missing": (lambda args: args["scaleway"].pop("image"), "scaleway.image", "`image` is missing"),
    "a choice of a wrong type": (
        lambda args: args["scaleway"].update(rootGb="ten"),
        "scaleway.rootGb",
        "found the text `ten`",
    ),
    "an unknown choice": (lambda args: args["scaleway"].update(imagge="x"), "scaleway.imagge", "did you mean `image`"),
    "a choice that is spelled wrong": (
        lambda args: args["scaleway"].update(serverType={}),
        "scaleway.serverType",
        "did you mean `serverTypes`",
    ),
    "a region of another country": (
        lambda args: args["scaleway"].update(
            region="nl-ams", zones=["nl-ams-1", "nl-ams-2"], gatewayZones=["nl-ams-1"]
        ),
        "scaleway.region",
        "which lies in NL",
    ),
    "a value that is known only after apply": (
        lambda args: args["scaleway"].update(image=pulumi.Output.from_input("debian")),
        "",
        "known only after apply",
    ),
    "a secret intent": (
        lambda args: args.update(intent=pulumi.Output.secret("s3cr3t")),
        "",
        "is a secret or is known only after apply",
    ),
    "handles where none are read": (lambda args: args.update(hub={}), "", "reads nothing from it"),
    "no handles": (lambda args: args.update(layer="hub"), "bootstrap.projects", "deploy the layer `bootstrap`"),
    "handles without an area": (
        lambda args: args.update(layer="hub", bootstrap=GIVEN),
        "bootstrap.projects.hub",
        "is not given",
    ),
    "no handles of the hub": (
        lambda args: args.update(layer="prod", bootstrap=pulumi.Output.from_input(GIVEN)),
        "hub.network",
        "deploy the layer `hub`",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_argument_is_named(case: str) -> None:
    change, path, words = CASES[case]

    async def read() -> None:  # outputs need a running loop
        args = arguments("scaleway", "bootstrap")
        change(args)
        read_wanted(ours(args))

    with pytest.raises(BadInput) as raised:
        asyncio.run(read())
    by_path = {detail["property_path"]: detail["reason"] for detail in details(raised.value)}
    by_path = by_path or {"": raised.value.message()}
    assert path in by_path
    assert words in by_path[path]
    assert all("  do: " in reason for reason in by_path.values())
    assert not any("s3cr3t" in reason for reason in by_path.values())


def test_all_faults_are_told_together() -> None:
    args = arguments("scaleway", "bootstrap")
    del args["scaleway"]["image"]
    args["scaleway"]["rootGb"] = "ten"
    with pytest.raises(BadInputs) as raised:
        read_wanted(ours(args))
    assert len(raised.value.faults) == 2


def test_the_estate_has_the_name_of_its_cloud_unless_it_is_given_one() -> None:
    args = arguments("ovhcloud", "bootstrap")
    assert read_wanted(ours(args)).estate.stack("hub") == "ovhcloud-hub"
    args["estate"] = "research"
    assert read_wanted(ours(args)).estate.stack("hub") == "research-hub"
