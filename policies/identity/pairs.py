"""Abilities that nobody may hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from policies.parameters import Pair


def broken(held: Set[str], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs of which somebody holds both sides; `all` is every ability."""
    for pair in pairs:
        if "all" in held or (held & set(pair.one) and held & set(pair.other)):
            yield pair


def part_of(held: Set[str], pair: Pair) -> bool:
    """Whether these abilities hold one side of a pair."""
    return "all" in held or bool(held & {*pair.one, *pair.other})
