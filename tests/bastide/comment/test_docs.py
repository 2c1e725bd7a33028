"""docs/comment.md says what there is."""

from __future__ import annotations

import re

from bastide.review.comment.parts import BLOCKS, STEPS
from bastide.review.comment.view import FILTERS, of_comment, of_language
from policies.model import Lang
from tests.bastide.comment.made import commented
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "comment.md").read_text(encoding="utf-8")


def test_every_block_filter_and_function_is_named() -> None:
    named = {word for span in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"[\w-]+", span)}
    assert set(BLOCKS) <= named
    assert set(FILTERS) | set(of_language(Lang.EN)) | set(of_comment(commented(), Lang.EN)) <= named


def test_the_steps_are_numbered_as_they_are_taken() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| `(\w+)` \| (.+) \|$", PAGE, re.M)
    told = {int(number): block for numbers, block, _ in rows for number in numbers.split(", ")}
    assert told == {number: block for number, (block, _) in enumerate(STEPS, 1)}
    assert all(len(numbers.split(", ")) == len(said.split("; ")) for numbers, _, said in rows)
