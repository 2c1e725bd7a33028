"""Values that the engine generates: how long they are, where that can be said."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN
from policies.kinds import randoms
from tests.policies.kinds import estates


@pytest.mark.parametrize(
    ("name", "inputs", "length"),
    [
        ("RandomPassword", {"length": 24}, 24),
        ("RandomBytes", {"length": 32}, 32),
        ("RandomId", {"byteLength": 8}, 8),
        ("RandomString", {"length": UNKNOWN}, UNKNOWN),
        ("RandomPassword", {}, None),
        # a number of words
        ("RandomPet", {"length": 3}, None),
        ("RandomUuid", {}, None),
    ],
)
def test_length(name: str, inputs: dict[str, Any], length: Any) -> None:
    token = f"random:index/{name[0].lower()}{name[1:]}:{name}"
    assert randoms.TABLE[token].attributes["length"](inputs) == length


def test_nothing_generated_lies_anywhere() -> None:
    found = estates.record("outscale", "RandomPassword", "hub-legacy-psk")
    assert (found["length"], found.has_place) == (64, False)
