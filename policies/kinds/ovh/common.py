"""What most OVHcloud classes share."""

from __future__ import annotations

from typing import Final

from policies.kinds.readers import place
from policies.kinds.table import Entry, Place

# both generations of classes: `region` or `regionName`; a zone of the name `nova` is the only one of its region
LOCATION: Final = place("availabilityZone", "region", "regionName", ignored=("nova",))


def joint(of: str, path: str) -> Entry:
    """A joint or setting of the resource at `path`, without anything to judge of its own."""
    return Entry("setting", refs={of: path}, place=Place.NOWHERE, named="")
