"""What the mapping says of names on both sides, and of what is meant to differ. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from bastide.cutover.parity.model import Decided, RoleId
from stacks.mapping import Added, Decision, Dropped, RoleMapping


@dataclass(frozen=True)
class Followed:
    """What becomes of the legacy's roles.

    Attributes:
        to: role of the legacy -> name of its counterpart.
        dropped: role of the legacy that has none -> who decided it.
    """

    to: Mapping[RoleId, str]
    dropped: Mapping[RoleId, Decided]


def followed(mapping: RoleMapping) -> Followed:
    """The mapping as tables."""
    return Followed(
        {(item.role, item.legacy): item.target for item in mapping.mappings},
        {(item.role, item.legacy): decided(item) for item in mapping.dropped},
    )


def decided(item: Decision | Dropped | Added) -> Decided:
    """Who decided it, why and when."""
    return Decided(item.reason, item.owner, item.date)


def meant(pattern: str, name: str) -> bool:
    """Whether a name of a decision (`*-operators`) means this one."""
    return fnmatchcase(name, pattern)
