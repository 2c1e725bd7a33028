"""Building a layer below a component in place of the stack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pulumi
from pulumi.runtime.settings import ROOT


@contextmanager
def below(component: pulumi.Resource) -> Iterator[None]:
    """Resources without a parent, made in this block or by what it starts, become children of `component`."""
    token = ROOT.set(component)
    try:
        yield
    finally:
        # registrations that are still under way keep the context in which they began
        ROOT.reset(token)
