"""`bastide comment` in this process."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Answer


@pytest.fixture
def run(bastide: Callable[..., Answer]) -> Callable[..., Answer]:
    """Run `bastide comment`, in a copy of the repository's estates."""
    return lambda *arguments: bastide("comment", *arguments)
