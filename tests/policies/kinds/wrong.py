"""Inputs that no class expects."""

from __future__ import annotations

from plan.values import UNKNOWN, Secret

WRONG: tuple[object, ...] = (
    UNKNOWN, Secret(UNKNOWN), "", "x", 7, True, [], {}, [UNKNOWN], [{}], [None], {"x": UNKNOWN},
)  # fmt: skip
