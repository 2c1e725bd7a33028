"""`bastide check` over plans that are made once for all tests of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from plan.model import LayerPlan
from tests.conftest import Answer, Plans


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """As wide as where nothing says how wide: the processes of pytest-xdist are told 80 columns."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def check(bastide: Callable[..., Answer], plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run `bastide check` in this process, for one estate. `check` plans whole estates, whichever layers are named."""

    def planned(estate: str, layers: tuple[str, ...] = (), **_: Any) -> tuple[LayerPlan, ...]:
        assert not layers
        return plans[estate]

    monkeypatch.setattr("plan.estate.plan_estate", planned)
    return lambda *arguments: bastide("check", *arguments)
