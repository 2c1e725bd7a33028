"""The real Pulumi CLI for tests: it must be there in continuous integration, and may be missing elsewhere."""

from __future__ import annotations

import os

import pytest

from plan.engine.cli import Cli, find_cli
from plan.errors import EngineFailed


def real_cli() -> Cli:
    """The CLI of this machine."""
    try:
        return find_cli()
    except EngineFailed as reason:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have the Pulumi CLI: {reason}")
        pytest.skip(str(reason))
