"""Prices in YAML files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bastide.tender.quantities.prices import Prices, read_prices
from facts.errors import BadInput

HEAD = "schema: bastide/prices/1\ncurrency: EUR\nprices:\n"


def _read(folder: Path, text: str) -> Prices:
    file = folder / "prices.yaml"
    file.write_text(text, encoding="utf-8")
    return read_prices(file, ("outscale", "scaleway"))


def test_numbers_and_texts_are_exact(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f"{HEAD}  scaleway:\n"
        "    Q-CPU-01: {unit: vCPU·month, price: 12.34}\n"
        "    Q-CPU-02: {unit: vCPU·mois, price: '0,023'}\n"
        "    Q-MIG-01: {unit: TB, price: 7}\n",
    )
    assert found.prices == {
        "scaleway": {"Q-CPU-01": Decimal("12.34"), "Q-CPU-02": Decimal("0.023"), "Q-MIG-01": Decimal(7)}
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Q-CPU-01: {unit: hour, price: 1}", "the unit `hour`"),
        ("Q-CPU-99: {unit: TB, price: 1}", "the line `Q-CPU-99`"),
        ("Q-CPU-01: {unit: vCPU·month, price: -1}", "negative"),
        ("Q-CPU-01: {unit: vCPU·month, price: '=1'}", "formula"),
        ("Q-CPU-01: {unit: vCPU·month, price: '1.234,5'}", "read differently"),
        ("Q-CPU-01: {unit: vCPU·month, price: true}", "a yes or no"),
        ('Q-CPU-01: {unit: "\\e[31m", price: 1}', "the unit `?[31m`"),
        ("Q-CPU-01: {unit: vCPU·month}", "`price` is missing"),
        ("Q-CPU-01: {unit: vCPU·month, price: 1, discount: 5}", "discount"),
        ("Q-CPU-01: {unit: vCPU·month, price: .nan}", ""),
    ],
)
def test_a_wrong_price_is_named_with_its_line(tmp_path: Path, line: str, found: str) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, f"{HEAD}  scaleway:\n    {line}\n")
    assert found in refused.value.found
    assert refused.value.place is not None
    assert refused.value.place.line == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{HEAD}  azure: {{}}\n", "the candidate `azure`"),
        (f"{HEAD}  scaleway: {{}}\n  scaleway: {{}}\n", "a second time"),
        (HEAD.replace("EUR", "USD") + "  scaleway: {}\n", "the currency `USD`"),
        (HEAD.replace("prices/1", "prices/2") + "  scaleway: {}\n", "bastide/prices/2"),
        ("[]", "found"),
        ("prices: [", "not YAML"),
        (f"{HEAD}  scaleway: &a {{}}\n", "anchor"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, text)
    assert found in refused.value.found
    assert refused.value.action


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "prices.yml"
    file.write_bytes("é".encode("cp1252"))
    with pytest.raises(BadInput, match="not UTF-8"):
        read_prices(file, ("scaleway",))
