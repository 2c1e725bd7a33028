"""What most Scaleway classes share."""

from __future__ import annotations

from typing import Final

from policies.kinds.readers import pairs, place
from policies.kinds.table import Entry, Place

LOCATION: Final = place("zone", "region")
TAGS: Final = pairs("tags")


def joint(of: str, path: str) -> Entry:
    """A joint or setting of the resource at `path`, without anything to judge of its own."""
    return Entry("setting", refs={of: path}, place=Place.NOWHERE, named="")
