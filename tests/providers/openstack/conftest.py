"""Estates at OVHcloud's OpenStack, each with a cloud in which it stands as intended."""

from __future__ import annotations

from functools import cache

import pytest

from stacks.estate import Estate, load_estate
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.model import Found
from tests.providers.openstack.standing import standing


@cache
def _stands(name: str) -> tuple[Estate, Found]:
    estate = load_estate(name)
    return estate, standing(intended(estate))


@pytest.fixture(params=["ovhcloud", "ovhcloud-loopback"])
def stands(request: pytest.FixtureRequest) -> tuple[Estate, Found]:
    """One on the vRack, where each area has its own transit network on one wire, and one on a shared network."""
    return _stands(request.param)


@pytest.fixture
def loopback() -> tuple[Estate, Found]:
    return _stands("ovhcloud-loopback")
