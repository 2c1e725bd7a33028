"""The plan of the repository, and a move that is under way."""

from __future__ import annotations

import pytest

from bastide.cutover.move.load import load_move
from bastide.cutover.move.model import Move
from bastide.cutover.status.model import Status
from tests.bastide.cutover.status.journals import under_way
from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def move() -> Move:
    return load_move(REPOSITORY / "stacks")


@pytest.fixture(scope="session")
def moving(move: Move) -> Status:
    return under_way(move)
