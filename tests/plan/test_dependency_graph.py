from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from plan.dependency_graph import DependencyGraph

edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=60)


def reaches(edges_so_far: set[tuple[int, int]], start: int, goal: int) -> bool:
    pending, seen = [start], {start}
    while pending:
        node = pending.pop()
        if node == goal:
            return True
        for dependent, dependency in edges_so_far:
            if dependent == node and dependency not in seen:
                seen.add(dependency)
                pending.append(dependency)
    return False


@given(edges)
def test_an_edge_is_refused_exactly_when_it_closes_a_cycle(pairs: list[tuple[int, int]]) -> None:
    graph: DependencyGraph[int] = DependencyGraph()
    kept: set[tuple[int, int]] = set()
    for dependent, dependency in pairs:
        closes = reaches(kept, dependency, dependent)
        assert graph.add(dependent, dependency) is not closes
        if not closes:
            kept.add((dependent, dependency))


def test_chains_are_linear_in_both_directions() -> None:
    start = time.perf_counter()
    forward: DependencyGraph[int] = DependencyGraph()
    backward: DependencyGraph[int] = DependencyGraph()
    for index in range(50_000):
        assert forward.add(index + 1, index)
        assert backward.add(index, index + 1)
    assert not forward.add(0, 50_000)
    assert time.perf_counter() - start < 10
