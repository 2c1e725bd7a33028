"""Every block in both languages is as it was reviewed."""

from __future__ import annotations

import difflib

import pytest

from tests.bastide.comment.goldens import FOLDER, RENEW, goldens

MADE = goldens()


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_block_is_as_it_was_reviewed(name: str) -> None:
    file = FOLDER / name
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    difference = "".join(
        difflib.unified_diff(before.splitlines(True), MADE[name].splitlines(True), f"golden/{name}", "now")
    )
    assert not difference, f"\n{difference}\nif this is meant, renew it and review the difference: {RENEW}"


def test_no_golden_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(MADE), f"renew them: {RENEW}"
