from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial

import pytest

# Before any test imports them as errors: they warn of every renamed class, used or not.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_openstack  # noqa: F401
    import pulumiverse_scaleway  # noqa: F401

from plan.builtin import ProgramRun, run
from plan.model import PlannedResource

Preview = Callable[..., ProgramRun]
Named = Callable[[ProgramRun, str], PlannedResource]


@pytest.fixture
def preview() -> Preview:
    """Runs a program as `demo`/`dev`."""
    return partial(run, project="demo", stack="dev")


@pytest.fixture
def named() -> Named:
    """The one resource with a name."""

    def find(result: ProgramRun, name: str) -> PlannedResource:
        (found,) = [resource for resource in result.resources if resource.name == name]
        return found

    return find
