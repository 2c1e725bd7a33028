"""What most OpenStack classes share."""

from __future__ import annotations

from typing import Final

from policies.kinds.readers import at, pairs, place
from policies.kinds.table import Entry, Place

# a zone of this name is the default one of a region that has no others
LOCATION: Final = place("availabilityZone", "region", ignored=("nova",))
REGION: Final = at("region")
TAGS: Final = pairs("tags")
METADATA: Final = at("metadata")


def joint(of: str, path: str) -> Entry:
    """A joint or setting of the resource at `path`, without anything to judge of its own."""
    return Entry("setting", refs={of: path}, place=Place.NOWHERE, named="")
