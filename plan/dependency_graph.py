"""Who depends on whom, with a cycle check that stays cheap for long chains."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class DependencyGraph(Generic[Node]):
    """An acyclic graph that keeps a topological order (Pearce and Kelly, 2006).

    An edge that agrees with the order costs O(1), so declaring a chain is linear. Only an edge against the
    order searches, and only between the two ranks concerned.
    """

    def __init__(self) -> None:
        self._dependencies: dict[Node, set[Node]] = {}
        self._dependents: dict[Node, set[Node]] = {}
        self._rank: dict[Node, int] = {}
        self._lowest = 0
        self._highest = 0

    def add(self, dependent: Node, dependency: Node) -> bool:
        """Record that `dependent` depends on `dependency`; False, and nothing recorded, for a cycle."""
        if dependent == dependency:
            return False
        self._rank_new(dependent, dependency)
        if dependency in self._dependencies[dependent]:
            return True
        if self._rank[dependency] > self._rank[dependent] and not self._reorder(dependent, dependency):
            return False
        self._dependencies[dependent].add(dependency)
        self._dependents[dependency].add(dependent)
        return True

    def _rank_new(self, dependent: Node, dependency: Node) -> None:
        # A node without edges may stand anywhere: at the end where the edge to come is in order.
        if dependency not in self._rank:
            self._lowest -= 1
            self._insert(dependency, self._lowest)
        if dependent not in self._rank:
            self._highest += 1
            self._insert(dependent, self._highest)

    def _insert(self, node: Node, rank: int) -> None:
        self._rank[node] = rank
        self._dependencies[node] = set()
        self._dependents[node] = set()

    def _reorder(self, dependent: Node, dependency: Node) -> bool:
        rank = self._rank
        low, high = rank[dependent], rank[dependency]
        after = _reachable(dependent, self._dependents, lambda node: rank[node] <= high)
        if dependency in after:
            return False
        before = _reachable(dependency, self._dependencies, lambda node: rank[node] >= low)
        order = sorted(before, key=rank.__getitem__) + sorted(after, key=rank.__getitem__)
        for node, free in zip(order, sorted(rank[node] for node in order), strict=True):
            rank[node] = free
        return True


def _reachable(start: Node, edges: dict[Node, set[Node]], within: Callable[[Node], bool]) -> set[Node]:
    found = {start}
    pending = [start]
    while pending:
        for node in edges[pending.pop()]:
            if node not in found and within(node):
                found.add(node)
                pending.append(node)
    return found
