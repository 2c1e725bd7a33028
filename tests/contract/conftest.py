"""The repository's intent as plain data, to be spoilt by a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from facts.document import read
from stacks.catalogue import FOLDER


@pytest.fixture
def example() -> dict[str, Any]:
    data: dict[str, Any] = read(Path(FOLDER) / "hdh.yaml", what="an intent").data
    return data
