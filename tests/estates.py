"""The estates that tests go through: all of them, so that a new one is in every test from its first day."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.words import Cloud
from stacks.catalogue import estates

LEGACY = "azure-legacy"
CLOUDS: Mapping[str, Cloud] = {name: Cloud.AZURE if name == LEGACY else Cloud(name) for name in estates()}
"""Estate -> its cloud. tests/stacks/test_estates.py says which there are."""
ESTATES = tuple(CLOUDS)
CANDIDATES = tuple(name for name in ESTATES if name != LEGACY)
FOLDERS = {name: cloud.value for name, cloud in CLOUDS.items()}
"""Estate -> its folder below tests/components."""
FLOOR = {name: (100, 30) for name in ESTATES} | {"cloudtemple": (100, 7), "numspot": (100, 15)}
"""At least so many cloud resources, of so many kinds (provider types). Two providers have no more kinds of use here."""
