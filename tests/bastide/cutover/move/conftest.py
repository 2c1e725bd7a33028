"""A copy of the plan of the move, and of what it speaks of, that a test may spoil."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import REPOSITORY, Estates


@pytest.fixture
def plan(estates: Estates) -> Estates:
    """The copied estates with the list of approvers beside them."""
    shutil.copy(REPOSITORY / "stacks" / "approvers", estates.folder / "approvers")
    return estates
