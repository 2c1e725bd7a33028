"""What flavours have: the register, and registers that are wrong."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from components.contract.words import Size
from facts.document import parse
from facts.errors import BadInput
from facts.flavours import CloudFlavours, Flavours, find, flavour, is_stale
from facts.validate import validate
from stacks.estate import load_estate

WANTED = {Size.SMALL: (2, 8), Size.MEDIUM: (4, 16), Size.LARGE: (8, 32), Size.XLARGE: (16, 64)}
CHOICES = [
    ("ovhcloud", "flavors"),
    ("ovhcloud", "database_flavors"),
    ("scaleway", "server_types"),
    ("scaleway", "database_types"),
    ("outscale", "vm_types"),
    ("numspot", "vm_types"),
]


@pytest.mark.parametrize(("estate", "choice"), CHOICES)
def test_every_flavour_that_an_estate_chooses_has_what_its_size_asks_for(estate: str, choice: str) -> None:
    chosen = getattr(load_estate(estate).choices, choice)
    for size, least in WANTED.items():
        found = flavour(estate, chosen[size])
        assert found is not None, chosen[size]
        assert (found.vcpu, found.memory_gib) >= least
        assert found.source


@pytest.mark.parametrize(
    ("cloud", "name", "has"),
    [
        ("scaleway", "POP2-2C-8G", (2, 8)),
        ("scaleway", "DB-POP2-16C-64G", (16, 64)),
        ("outscale", "tinav6.c16r64p2", (16, 64)),
        ("numspot", "ns-eco6-2c1r", (2, 1)),
        ("ovhcloud", "b3-32", (8, 32)),
    ],
)
def test_cores_and_memory(cloud: str, name: str, has: tuple[int, int]) -> None:
    found = flavour(cloud, name)
    assert found is not None
    assert (found.vcpu, found.memory_gib) == has


@pytest.mark.parametrize(
    ("cloud", "name"),
    [
        ("scaleway", "PRO2-XS"),
        ("scaleway", "POP2-2C-8G-WIN"),
        ("scaleway", "XPOP2-2C-8G"),
        ("ovhcloud", "b3-128"),
        ("outscale", "tinav6.c2r8p9"),
        ("outscale", "b3-8"),
        ("nowhere", "b3-8"),
        ("ovhcloud", ""),
    ],
)
def test_what_nobody_has_written_down_is_unknown(cloud: str, name: str) -> None:
    assert flavour(cloud, name) is None


def test_rows_come_before_forms_of_names() -> None:
    row = {"mark": "U", "source": "a test", "checked": "2026-11-28"}
    known = CloudFlavours.model_validate(
        {
            "names": [{"name": "form", "pattern": "x(?P<vcpu>[0-9])(?P<gib>[0-9])", **row}],
            "flavours": [{"name": "x12", "vcpu": 7, "memory_gib": 9, **row}],
        }
    )
    special, other = find(known, "x12"), find(known, "x34")
    assert special is not None and (special.vcpu, special.memory_gib) == (7, 9)
    assert other is not None and (other.vcpu, other.memory_gib) == (3, 4)


def test_a_flavour_grows_old() -> None:
    found = flavour("ovhcloud", "b3-8")
    assert found is not None
    assert not is_stale(found, found.checked)
    assert not is_stale(found, found.checked + timedelta(days=731))
    assert is_stale(found, found.checked + timedelta(days=732))
    assert found.checked <= date(2026, 11, 28)


HEAD = "schema: bastide/flavours/1\nclouds:\n  x:\n"
ROW = "vcpu: 1, memory_gib: 1, mark: S, source: a test, checked: 2026-11-28"
NAME = "mark: S, source: a test, checked: 2026-11-28"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"    flavours: [{{name: aa, {ROW}}}, {{name: aa, {ROW}}}]", "`aa` twice"),
        (f"    flavours: [{{name: aa, {ROW.replace('vcpu: 1', 'vcpu: 0')}}}]", "0"),
        ("    flavours: [{name: aa, vcpu: 1, memory_gib: 1, mark: S, checked: 2026-11-28}]", "`source` is missing"),
        (f"    names: [{{name: form, pattern: '(', {NAME}}}]", "a pattern that is none"),
        (f"    names: [{{name: form, pattern: 'x(?P<vcpu>[0-9])', {NAME}}}]", "the groups vcpu"),
    ],
)
def test_a_wrong_register_is_refused_with_its_line(text: str, found: str) -> None:
    with pytest.raises(BadInput) as refused:
        validate(parse(f"{HEAD}{text}\n", Path("flavours.yaml")), Flavours)
    assert found in str(refused.value)
    assert refused.value.place is not None
    assert refused.value.place.line == 4
