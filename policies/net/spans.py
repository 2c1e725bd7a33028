"""Ranges of addresses in order, so that those which meet another one are found without asking each. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from policies.net.addresses import Network

T = TypeVar("T")


class Spans(Generic[T]):
    """Things with a range each."""

    def __init__(self, ranges: Iterable[tuple[Network, T]]) -> None:
        known = sorted(((*one, index, thing) for index, (one, thing) in enumerate(ranges)), key=lambda x: x[:4])
        self._begins = [(version, first) for version, first, *_ in known]
        self._known = known
        # of all ranges up to a place, the last address: behind which nothing before can reach
        self._reach = list(accumulate(((version, last) for version, _, last, *_ in known), max))

    def meeting(self, one: Network) -> Iterator[T]:
        """What shares an address with a range, in no particular order."""
        version, first, last = one
        place = bisect_right(self._begins, (version, last)) - 1
        while place >= 0 and self._reach[place] >= (version, first):
            found = self._known[place]
            if found[0] == version and found[2] >= first:
                yield found[4]
            place -= 1
