"""Files of the repository that decide what runs: project file, stack files, CI files. Read by `policies.files`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds.readers import at
from policies.kinds.table import Entry, Place

FILE: Final = "source:repository:File"

TABLE: Final[Mapping[str, Entry]] = {
    FILE: Entry("source", {"file": at("file"), "references": at("references", ())}, place=Place.NOWHERE, named=""),
}


def refused(token: str) -> str:
    """No file is refused."""
    return ""
