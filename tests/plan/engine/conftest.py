"""Estates at the offline providers, brought to life once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.plan.engine.lives import Life, life_of


class Lives:
    """Brings an estate to life when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack, self._lives = stack, dict[str, Life]()

    def of(self, estate: str) -> Life:
        if estate not in self._lives:
            self._lives[estate] = self._stack.enter_context(life_of(estate))
        return self._lives[estate]


@pytest.fixture(scope="session")
def lives() -> Iterator[Lives]:
    with ExitStack() as stack:
        yield Lives(stack)
