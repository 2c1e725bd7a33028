"""In which country the object storage behind a host lies. A cloud of ours has regions elsewhere, too."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from facts.hosts import suffixes
from plan.engine.backend import UNKNOWN, parse

_CACHED: Final = 4096


@lru_cache(maxsize=_CACHED)
def country_of(host: str) -> str | None:
    """Country of a host of object storage (with or without the bucket before it), "" for a region that no register
    knows; None for a host that is no cloud's object storage, and where hosts name no region (Azure: the account does).
    """
    if ":" in host:
        # an address, or an image's tag
        return None
    for name in suffixes(host):
        found = parse(f"s3://bucket?endpoint=https://{name}", name)
        if found.cloud != UNKNOWN and (found.region, found.country) != (UNKNOWN, UNKNOWN):
            return "" if found.country == UNKNOWN else found.country
    return None
