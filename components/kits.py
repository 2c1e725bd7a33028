"""Which clouds have components, loaded only when one is built: an SDK costs memory and time."""

from __future__ import annotations

from importlib import import_module

from components.contract.site import CloudKit
from components.contract.words import Cloud


def kit(cloud: Cloud) -> CloudKit:
    """The kit of one cloud (imports its SDK)."""
    found: CloudKit = import_module(f"components.{cloud.value}").KIT
    return found
