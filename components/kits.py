"""Which clouds have components, loaded only when one is built: an SDK costs memory and time."""

from __future__ import annotations

from importlib import import_module

from components import terraform_sdk
from components.contract.site import CloudKit
from components.contract.words import Cloud


def kit(cloud: Cloud) -> CloudKit:
    """The kit of one cloud (imports its SDK). Raises BadInput where its SDK is another package of the same name."""
    if cloud.value in terraform_sdk.CLOUDS:
        terraform_sdk.use(cloud.value)
    found: CloudKit = import_module(f"components.{cloud.value}").KIT
    return found
