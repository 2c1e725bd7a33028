"""Tests here look at the estate at Outscale."""

from __future__ import annotations

import pytest

from tests.components.view import View
from tests.conftest import Plans


@pytest.fixture(scope="session")
def estate(plans: Plans) -> View:
    return View("outscale", plans["outscale"])
