"""The register of ways out, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.document import read
from facts.errors import BadInput
from facts.validate import validate
from policies.model import Lang
from policies.reversibility import FILE, Reversibility, WayOut, way_out

REGISTER = validate(read(FILE, what="the ways out"), Reversibility)
ENTRIES = {**REGISTER.kinds, **REGISTER.tokens}
SAME_IN_BOTH = {"PostgreSQL", "PEM"}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_every_entry_says_the_same_in_french(entry: WayOut) -> None:
    english, french = entry.said(Lang.EN), entry.said(Lang.FR)
    for one, other in zip(english, french, strict=True):
        assert bool(one) is bool(other)
        assert not one or one != other or one in SAME_IN_BOTH, one


def test_a_way_out_in_one_language() -> None:
    found = way_out("backup", "x:y:Z")
    assert found is not None
    assert found.said(Lang.EN).lock_in.startswith("a provider's backups")
    assert found.said(Lang.FR) == (found.format_fr, found.equivalent_fr, found.lock_in_fr)


def written(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "reversibility.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("    format_fr: PEM\n", "", "the key `format_fr` is missing"),
        ("    equivalent_fr: PostgreSQL\n", "", "the key `equivalent_fr` is missing"),
        ("    lock_in_fr: élément du service d'analyse géré\n", "", "a lock-in in one language only"),
        ("    format: PEM\n", "    format: PEM\n    formats: x\n", "formats"),
    ],
)
def test_what_is_missing_is_bad_input(tmp_path: Path, old: str, new: str, found: str) -> None:
    file = written(tmp_path, old, new)
    with pytest.raises(BadInput) as error:
        validate(read(file, what="the ways out"), Reversibility)
    assert found in str(error.value) and "reversibility.yaml" in str(error.value)
