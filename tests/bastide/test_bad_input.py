"""Bad input: exit code 2, one message that names the place and the next action, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import Answer, Estates

Bastide = Callable[..., Answer]


@dataclass(frozen=True)
class Case:
    """One spoilt file: what is replaced, and words that the message must hold."""

    file: str
    old: str
    new: str
    words: tuple[str, ...]
    stack: str = "scaleway"


CASES = {
    "unknown key": Case(
        "hdh.yaml", "  residency: [FR]", "  residence: [FR]", ("platform.residence", "did you mean `residency`?")
    ),
    "misspelt key in a list": Case(
        "hdh.yaml", "locked_days: 90", "lock_days: 90", ("`lock_days` is unknown", "did you mean `locked_days`?")
    ),
    "wrong type": Case("hdh.yaml", "  zones: 2", "  zones: two", ("platform.zones", "found the text `two`", "integer")),
    "overlapping CIDR": Case(
        "hdh.yaml", "transit: 10.71.0.0/22", "transit: 10.65.0.0/22", ("overlaps", "ranges without a common address")
    ),
    "exhausted CIDR": Case(
        "hdh.yaml", "spaces: 10.72.0.0/13", "spaces: 10.72.0.0/19", ("exhausted", "a slot from 0 to 1")
    ),
    "not a CIDR": Case(
        "hdh.yaml", "hub: 10.64.0.0/16", "hub: 10.64.0.0/99", ("addresses.pools.hub", "is not a network")
    ),
    "duplicate names": Case("hdh.yaml", "- name: onco", "- name: cardio", ("`cardio` is used twice", "rename")),
    "a name over a cloud's limit": Case(
        "hdh.yaml",
        "- {name: main-copy, key: data",
        "- {name: main-copy, label: " + "a" * 70 + ", key: data",
        ("too many", "shorten"),
    ),
    "region not of this cloud": Case(
        "scaleway.yaml", "region: fr-par", "region: eu-west-1", ("scaleway.region", "not one of scaleway", "fr-par")
    ),
    "OVHcloud region not of this cloud": Case(
        "ovhcloud.yaml", "region: EU-WEST-PAR", "region: eu-west-1", ("ovhcloud.region", "not one of"), stack="ovhcloud"
    ),
    "Azure region not of this cloud": Case(
        "azure-legacy.yaml",
        "region: francecentral",
        "region: mars",
        ("azure.region", "not one of"),
        stack="azure-legacy",
    ),
    "region in the wrong case": Case(
        "ovhcloud.yaml", "region: EU-WEST-PAR", "region: eu-west-par", ("EU-WEST-PAR",), stack="ovhcloud"
    ),
    "region outside the residency": Case(
        "hdh.yaml", "residency: [FR]", "residency: [DE]", ("lies in FR", "choose another region")
    ),
    "empty residency": Case("hdh.yaml", "residency: [FR]", "residency: []", ("platform.residency", "at least 1 item")),
    "no residency": Case("hdh.yaml", "  residency: [FR]\n", "", ("platform.residency", "is missing")),
    "dangling reference": Case(
        "hdh.yaml", "{name: index, size_gb: 500, key: data", "{name: index, size_gb: 500, key: dta", ("`dta`",)
    ),
    "end before start": Case("hdh.yaml", "ends: 2028-01-14", "ends: 2025-01-14", ("before the start", "spaces[0]")),
    "a number for a day": Case("hdh.yaml", "ends: 2028-01-14", "ends: 1831420800", ("`1831420800`", "a day such as")),
    "a time for a day": Case("hdh.yaml", "ends: 2028-01-14", "ends: 2028-01-14T12:00:00Z", ("a day such as",)),
    "a missing intent": Case("scaleway.yaml", "intent: hdh.yaml", "intent: none.yaml", ("no such file", "none.yaml")),
    "not YAML": Case("hdh.yaml", "platform:", "platform: [", ("not YAML",)),
    "a YAML bomb": Case("hdh.yaml", "residency: [FR]", "residency: &a [FR]", ("anchor or alias `a`",)),
    "two clouds in one stack": Case(
        "scaleway.yaml", "\nscaleway:", "\novhcloud: {}\nscaleway:", ("two clouds", "an estate file of its own")
    ),
    "no cloud": Case("scaleway.yaml", "\nscaleway:", "\nunknown:", ("no cloud is chosen",)),
    "an unknown capability": Case(
        "hdh.yaml", "  - bucket.lock\n", "  - bucket.locked\n", ("`bucket.locked`", "not in the catalogue")
    ),
    "a wrong name in the estate's file": Case(
        "scaleway.yaml", "estate: scaleway", "estate: other", ("found the estate name `other`",)
    ),
    "a layer that does not exist in the imports": Case(
        "azure-legacy.imports.yaml", "  hub:", "  hob:", ("found the layer `hob`",), stack="azure-legacy"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_one_message_with_its_place(name: str, estates: Estates, bastide: Bastide) -> None:
    case = CASES[name]
    line = estates.replace(case.file, case.old, case.new)
    answer = bastide("preview", case.stack)
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert answer.err.startswith("error: ")
    assert "  do: " in answer.err
    for word in case.words:
        assert word in answer.err, answer.err
    if "no such file" not in answer.err:
        assert "stacks/" in answer.err
        assert f":{line}:" in answer.err or ".yaml:" in answer.err


def test_what_a_cloud_cannot_make_of_a_sound_intent_is_bad_input_too(estates: Estates, bastide: Bastide) -> None:
    estates.replace("scaleway.yaml", "gateway_zones: [fr-par-1, fr-par-2]", "gateway_zones: [fr-par-3]")
    answer = bastide("preview", "scaleway-hub")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "error: scaleway: found no zone of `egress` in which the cloud has public gateways\n"
        "  expected: one of gateway_zones (fr-par-3) among hub.egress.zones\n"
        "  do: name such a zone: without a gateway nothing of the platform reaches a destination outside\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("preview", "scalway"), ("no estate or stack `scalway`", "did you mean `scaleway`?")),
        (("preview", "scaleway-space-cardo"), ("did you mean `scaleway-space-cardio`?",)),
        (
            ("preview", "nowhere"),
            ("no estate or stack `nowhere`", "one of azure-legacy, cloudtemple, numspot"),
        ),
        (("preview", "--format", "xml"), ("xml", "json", "--help")),
        (("preview", "--nonsense"), ("--nonsense", "--help")),
        (("prewiev",), ("prewiev", "--help")),
        (("preview", "scaleway-hub", "--against", ""), ("--against without a name", "FILE|GIT-REF", "variable")),
        (("receipt", "scaleway-hub", "--against", ""), ("--against without a name", "leave the option out")),
        (("check", "scaleway-hub", "--against="), ("--against without a name", "GIT-REF")),
        (("tender", "scaleway", "--against", ""), ("--against without a name", "origin/main")),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_right(
    arguments: tuple[str, ...], words: tuple[str, ...], bastide: Bastide
) -> None:
    answer = bastide(*arguments)
    assert answer.code == 2, answer
    for word in words:
        assert word in answer.err
    assert "Traceback" not in answer.err


def test_an_unreadable_file_is_one_message(estates: Estates, bastide: Bastide) -> None:
    intent = estates.folder / "hdh.yaml"
    intent.unlink()
    intent.mkdir()
    answer = bastide("preview", "scaleway")
    assert answer.code == 2
    assert "cannot be read" in answer.err


def test_a_folder_without_estates_says_where_to_run(
    estates: Estates, bastide: Bastide, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in estates.folder.iterdir():
        file.unlink()
    assert "there is no estate in stacks/" in bastide("preview").err
    estates.folder.rmdir()
    answer = bastide("preview")
    assert answer.code == 2
    assert "change into the repository" in answer.err


def test_several_spoilt_estates_are_reported_from_their_processes_too(estates: Estates, bastide: Bastide) -> None:
    estates.replace("hdh.yaml", "  zones: 2", "  zones: two")
    answer = bastide("preview", "scaleway", "ovhcloud")
    assert answer.code == 2
    assert "found the text `two`" in answer.err


def test_an_output_that_cannot_be_written_leaves_nothing_behind(estates: Estates, bastide: Bastide) -> None:
    answer = bastide("preview", "scaleway-bootstrap", "--format", "json", "--output", "none/plan.json")
    assert answer.code == 2
    assert "cannot be written" in answer.err
    assert not list(estates.root.glob("**/*.part"))
