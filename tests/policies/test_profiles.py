"""Which rules are asked where: the exact list of each profile, so that none can fall out of it unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.model import PlannedResource
from policies import profiles as module
from policies.model import Level, Tier
from policies.profiles import Profile, profile, profile_of, profiles
from policies.rules import module_name, module_names, rule, rules
from tests.policies.records import layer_of


def _numbered(family: str, *numbers: int) -> set[str]:
    return {f"{family}-{number:03}" for number in numbers}


COMMON = (
    _numbered("SOV-LOC", *range(1, 7))
    | _numbered("SOV-CTL", *range(1, 9))
    | _numbered("CRY", *range(1, 11))
    | _numbered("NET", *range(1, 12))
    | _numbered("ADM", *range(1, 10))
    | _numbered("LOG", *range(1, 7))
    | _numbered("BCK", *range(1, 6))
    | _numbered("ENV", *range(1, 5))
    | {"REV-001"}
    | _numbered("PLN", *range(1, 6))
)
EXPECTED = {
    "target": COMMON,
    "non-production": COMMON,
    "legacy": COMMON | {"ENV-005"},
    "cutover": COMMON | {"ENV-005", "CUT-001"},
}
EVIDENCE = {"NET-011", "BCK-004", "BCK-005", "ENV-004"}
# of the legacy: what makes its other findings worth anything, and what ends it
STRICT_IN_LEGACY = {"SOV-CTL-003", "ENV-005", "PLN-001", "PLN-002", "PLN-003", "PLN-005"}
LENIENT_IN_TESTS = {
    *("SOV-CTL-002", "SOV-CTL-003", "SOV-CTL-004", "CRY-010", "NET-008", "NET-009"),
    *("BCK-001", "BCK-002", "BCK-003"),
}


def test_there_are_these_profiles() -> None:
    assert set(profiles()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_profile_asks_exactly_these_rules(name: str) -> None:
    assert set(profile(name).rules) == EXPECTED[name]
    assert profile(name).name == name


def of_level(name: str, level: Level) -> set[str]:
    return {rule_id for rule_id, found in profile(name).rules.items() if found is level}


def test_each_level_is_the_one_that_was_decided() -> None:
    assert all(of_level(name, Level.EVIDENCE) == EVIDENCE for name in EXPECTED)
    assert of_level("target", Level.ADVISORY) == {"CRY-010"}
    assert of_level("cutover", Level.ADVISORY) == {"CRY-010"}
    assert of_level("non-production", Level.ADVISORY) == LENIENT_IN_TESTS
    assert of_level("legacy", Level.MANDATORY) == STRICT_IN_LEGACY


def test_area_and_number_of_clouds() -> None:
    found = {name: (item.area, item.clouds) for name, item in profiles().items()}
    assert found == {"target": ("EU", 1), "non-production": ("EU", 1), "legacy": ("EEA", 1), "cutover": ("EU", 2)}


def test_every_rule_is_in_a_profile_and_every_name_is_a_rule() -> None:
    asked = {rule_id for item in profiles().values() for rule_id in item.rules}
    assert asked == set(rules())
    assert {module_name(rule_id) for rule_id in asked} == set(module_names())


@pytest.mark.parametrize("rule_id", sorted(set().union(*EXPECTED.values())))
def test_each_rule_says_what_a_reader_needs(rule_id: str) -> None:
    found = rule(rule_id)
    assert found.id == rule_id
    assert found.clauses and found.kinds
    for text in (found.title, found.explanation, found.remediation):
        assert text.en.strip() and text.fr.strip() and text.en != text.fr
    assert (found.evidence is not None) or found.tier in (Tier.ENFORCED, Tier.REGISTRY)


def test_an_unknown_profile_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(BadInput) as refused:
        profile("prodction")
    assert "prodction" in str(refused.value) and "cutover, legacy, non-production, target" in str(refused.value)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(BadInput, match="SOV-LOC-999"):
        rule("SOV-LOC-999")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("area: EU\n", "area: US\n", "area"),
        ("clouds: 1\n", "clouds: 3\n", "clouds"),
        ("SOV-LOC-001: mandatory", "SOV-LOC-001: maybe", "SOV-LOC-001"),
        ("bastide/profiles/1", "bastide/profiles/2", "schema"),
        ("    clouds: 1\n", "    clouds: 1\n    lenient: true\n", "lenient"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(
    old: str, new: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "profiles.yaml"
    file.write_text(module.FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(module, "FILE", file)
    module.profiles.cache_clear()
    try:
        with pytest.raises(BadInput) as refused:
            profiles()
    finally:
        module.profiles.cache_clear()
    assert word in str(refused.value) and refused.value.place is not None and refused.value.place.line


def test_the_name_of_a_file_makes_nothing_a_move() -> None:
    plan = layer_of(cloud="scaleway")
    object.__setattr__(plan, "stack", "cutover-x")
    object.__setattr__(plan, "layer", "")
    assert profile_of(plan).name == "target"


def stage(value: object) -> PlannedResource:
    token = "bastide:area:Environment"
    return PlannedResource(f"urn:{value}", token, "a", False, inputs={"spec": {"stage": value}})


@pytest.mark.parametrize(
    ("stack", "cloud", "resources", "expected"),
    [
        ("scaleway", "scaleway", (), "target"),
        ("scaleway", "scaleway", (stage("production"),), "target"),
        ("scaleway", "scaleway", (stage("non-production"),), "non-production"),
        # what does not say it for certain is held to more
        ("scaleway", "scaleway", (stage(None),), "target"),
        ("azure-legacy", "azure", (stage("non-production"),), "legacy"),
        ("cutover-scaleway", "azure", (), "cutover"),
        ("", "", (), "target"),
    ],
)
def test_which_profile_a_layer_gets(
    stack: str, cloud: str, resources: tuple[PlannedResource, ...], expected: str
) -> None:
    plan = layer_of(*resources, cloud=cloud)
    object.__setattr__(plan, "stack", stack)
    found: Profile = profile_of(plan)
    assert found.name == expected
