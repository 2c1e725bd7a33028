"""Names that can stand in an address of the page: the same in both languages, as long as what they name is there."""

from __future__ import annotations

import re


def slug(*parts: str) -> str:
    """`store-object-projectspace-bucket` of a kind and a role path; "" of nothing that can stand in an address."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
