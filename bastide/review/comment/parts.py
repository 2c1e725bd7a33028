"""The blocks of a comment, in their order, and how they shrink where all of them do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ORDER: Final = (
    "title",
    "sentence",
    "deletion_warning",
    "findings",
    "exemptions",
    "unknown",
    "gaps",
    "details",
    "cut_note",
    "footer",
)
"""A comment from head to tail."""

FAILURE: Final = ("failure", "footer")
"""A comment where there is no plan."""

BLOCKS: Final = (*ORDER[:-1], *FAILURE)
"""Every block that has a template of its own."""

STEPS: Final = (
    ("details", 1),  # without properties
    ("details", 2),  # names in braces by role
    ("gaps", 1),  # without reasons
    ("exemptions", 1),  # the next endings, numbers by rule
    ("unknown", 1),  # numbers by rule
    ("details", 3),  # numbers by role
    ("details", 4),  # numbers by stack
    ("findings", 1),  # advice and evidence as numbers by rule
    ("deletion_warning", 1),  # what holds data without properties, the rest as numbers by stack and role
    ("findings", 2),  # a few of each mandatory rule
    ("gaps", 2),  # numbers
    ("unknown", 2),  # one number
    ("exemptions", 2),  # numbers
    ("details", 5),  # nothing
    ("deletion_warning", 2),  # what holds data as lists of names
    ("findings", 3),  # mandatory failures as numbers by rule
    ("deletion_warning", 3),  # the same in braces, by what the names begin with
    ("deletion_warning", 4),  # as many names as fit, the others as numbers
)
"""Block and its next level of detail (0: all of it), the least important first. Names of what dies shrink last."""


def first_levels(sizes: Mapping[str, tuple[int, ...]], bound: int) -> dict[str, int]:
    """At which level to begin: what certainly does not fit is not written first. A line has 20 characters or more.

    `sizes`: block -> how many lines it has at level 0, at level 1, ...: as far as they are known.
    """
    most = bound // 20
    return {
        name: next((n for n, count in enumerate(counts) if count <= most), len(counts))
        for name, counts in sizes.items()
    }


DROPPED: Final = ("details", "gaps", "exemptions", "unknown", "findings")
"""What is left out as a whole where a user's template says too much at its last level."""
