"""The tables: what the estates use is known, decided and complete; what is no table is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.offline import formats
from plan.offline.checks import faults
from plan.offline.formats import Seed
from plan.offline.rules_check import rule_faults, undecided
from plan.offline.tables import SERVED, Package, package
from plan.offline.templates import Ground, rendered
from tests.estates import ESTATES

PARAMETERIZED = ("cloudtemple", "numspot", "outscale")
PACKAGES = (*(name for name in SERVED if name != "terraform-provider"), *PARAMETERIZED)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_kind_of_every_package_can_be_made(name: str) -> None:
    found = package(name)
    assert found.tokens
    for token in found.tokens:
        kind = found.kind(token)
        assert kind is not None
        assert [*kind.inputs, *kind.outputs]


@pytest.mark.parametrize("name", PACKAGES)
def test_every_rule_names_something_that_exists(name: str) -> None:
    assert rule_faults(package(name)) == []


@pytest.mark.parametrize("estate", ESTATES)
def test_all_that_an_estate_uses_is_known_right_and_decided(plans: Any, estate: str) -> None:
    resources = [resource for plan in plans[estate] for resource in plan.resources if resource.is_cloud]
    assert len(resources) > 100
    for resource in resources:
        kind = package(resource.type.split(":", 1)[0]).kind(resource.type)
        assert kind is not None, resource.type
        assert faults(kind, resource.inputs) == [], resource.urn
        assert undecided(kind, resource.inputs) == [], resource.type


def test_an_old_name_of_a_kind_is_the_kind() -> None:
    found = package("scaleway").kind("scaleway:index/accountProject:AccountProject")
    assert found is not None
    assert found.inputs.keys() >= {"name", "organizationId"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("x:a:Missing: {id: a}", "is no kind"),
        ("x:a:A: {format: {cdir: cidr}}", "format names `cdir`"),
        ("x:a:A: {format: {range: cdir}}", "`cdir` of `range` is no format"),
        ("x:a:A: {replaces: {range: why}}", "`replaces` is no word"),
        ("x:a:A: {absent: [inner.nothing]}", "absent names `inner.nothing`"),
    ],
)
def test_a_rule_that_names_nothing_is_a_fault(tmp_path: Path, rule: str, expected: str) -> None:
    (tmp_path / "x.json").write_text(
        '{"resources": {"a": {"token": "x:a:A", "inputs": {"range": {"type": "str"}, "inner": {"type": "I"}}}},'
        ' "types": {"I": {"name": {"type": "str"}}}}'
    )
    (tmp_path / "x.yaml").write_text(f"resources:\n  {rule}\n")
    (fault,) = rule_faults(Package("x", tmp_path, tmp_path / "none", tmp_path))
    assert expected in fault


def test_a_rule_overrules_the_tables(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(
        '{"resources": {"a": {"token": "x:a:A", "inputs": {"one": {"type": "str", "replace": true},'
        ' "two": {"type": "[I]"}, "old": {"type": "str"}}}}, "types": {"I": {"port": {"type": "int"}}}}'
    )
    (tmp_path / "x.yaml").write_text(
        "resources:\n  x:a:A: {inplace: [one], replace: {two.port: why}, format: {two.port: port}, secret: [old]}\n"
    )
    kind = Package("x", tmp_path, tmp_path / "none", tmp_path).kind("x:a:A")
    assert kind is not None
    assert not kind.inputs["one"].replace
    item = kind.inputs["two"].shape.item
    assert item is not None
    assert (item.fields["port"].replace, item.fields["port"].reason, item.fields["port"].format) == (
        True,
        "why",
        "port",
    )
    assert kind.inputs["old"].secret


@pytest.mark.parametrize(("suffix", "content"), [("json", "{"), ("json", "[]"), ("yaml", "a: [b"), ("yaml", "- a")])
def test_what_is_no_table_is_said(tmp_path: Path, suffix: str, content: str) -> None:
    (tmp_path / f"x.{suffix}").write_text(content)
    with pytest.raises(BadInput) as caught:
        Package("x", tmp_path, tmp_path / "none", tmp_path)
    assert f"x.{suffix}" in str(caught.value)
    assert caught.value.action


@pytest.mark.parametrize("name", sorted(formats.KNOWN - {"ip-or-cidr", "port", "port-or-all"}))
def test_what_is_made_in_a_format_passes_its_check(name: str) -> None:
    assert formats.wrong(name, formats.made(name, Seed("a"), "b")) == ""


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("cidr", "10.0.0.0/24", "10.0.0.0/99"),
        ("cidr", "2001:db8::/48", "10.0.0.0"),
        ("ip-or-cidr", "10.0.0.1", "10.0.0"),
        ("ipv4", "10.0.0.1", "2001:db8::1"),
        ("ipv6", "2001:db8::1", "10.0.0.1"),
        ("port", 22, 70000),
        ("port", "22", "ssh"),
        ("uuid", "11111111-2222-4333-8444-555555555555", "11111111"),
        ("mac", "02:00:00:00:00:01", "02:00"),
        ("url", "https://a.example", "a.example"),
        ("email", "a@b.example", "a"),
        ("datetime", "2026-01-01T00:00:00Z", "today"),
        ("arm-id", "/subscriptions/a", "a"),
    ],
)
def test_formats(name: str, good: Any, bad: Any) -> None:
    assert formats.wrong(name, good) == ""
    assert formats.wrong(name, bad)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("fixed", "fixed"),
        ("{zone|config.zone|'x'}/a", "z1/a"),
        ("{nothing|config.region|'x'}", "r1"),
        ("{nothing|'x'}", "x"),
        ("{nothing}/a", None),
        ("{list.0.name}-{path.last}-{path.first}-{upper.lower}", "n-c-a-abc"),
        ("{$constant}", "k"),
        ("{output:other}", "o"),
        ("{id}", "i"),
        ("{flag}", "true"),
    ],
)
def test_templates(template: str, expected: str | None) -> None:
    inputs = {"zone": "z1", "list": [{"name": "n"}], "path": "a/b/c", "upper": "ABC", "flag": True}
    ground = Ground(Seed("a"), inputs, {"region": "r1"}, {"constant": "k"}, {"other": "o"}.get, "i")
    assert rendered(template, ground) == expected
