"""A plan depends on files only: credentials that happen to be in the environment never reach a program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# What the providers' SDKs read as defaults of their settings, and Pulumi as configuration.
_PREFIXES: Final = ("ARM_", "AWS_", "AZURE_", "OS_", "OVH_", "PULUMI_", "SCW_")


@contextmanager
def closed_environment() -> Iterator[None]:
    """Without the variables of clouds and of Pulumi while it lasts; restored afterwards."""
    hidden = {name: value for name, value in os.environ.items() if name.startswith(_PREFIXES)}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)
