"""What differs between clouds where an invariant is the same: one table a cloud (`<cloud>/table.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Inputs = tuple[tuple[str, str], ...]
"""(type, path of an input or name of an output)."""


@dataclass(frozen=True)
class Table:
    data: frozenset[str]
    """Types that bear data: every resource of one is protected and kept, and nothing else is."""
    public: Mapping[str, frozenset[str]]
    """Type of a public address -> the names of all that there are."""
    secret_inputs: Inputs
    """Always a secret."""
    secret_outputs: Inputs = ()
    """Always marked: the provider itself does not."""
    unused_secret_inputs: Inputs = ()
    """Secret inputs that nobody needs: never given."""
    harmless: Mapping[str, str] = field(default_factory=dict)
    """End of an input's path that sounds like a secret -> what it is."""
    partly_protected: Mapping[str, str] = field(default_factory=dict)
    """Type of which only some are protected and kept -> which, and which test says so."""
    untagged: Mapping[str, str] = field(default_factory=dict)
    """Type that could carry tags and carries none -> why."""
    flow_tagged: frozenset[str] = frozenset()
    """Types whose tags name the flows that they carry."""
    switches: frozenset[str] = frozenset()
    """Tags that turn something on at the cloud, beside those that every resource has."""
    unnamed: Mapping[str, str] = field(default_factory=dict)
    """Type that has an input `name` and is given none -> why no name is invented for it."""
    no_names: frozenset[str] = frozenset()
    """Inputs that end in `Name` and hold an id."""
