"""What every builder at Cloud Temple asks of its place."""

from __future__ import annotations

import pulumi

from components.cloudtemple.choices import CloudTempleChoices
from components.contract.handles import H
from components.contract.site import Place
from components.documents import Surroundings

Here = Place[CloudTempleChoices]


def present(handle: H | None, what: str) -> H:
    """A link that cannot be missing here, because the role it comes from is built.

    Raises:
        RuntimeError: it is missing: the capability table calls its role a gap, and the builder was written before that.
    """
    if handle is None:
        raise RuntimeError(f"{what} is missing: its capability is a gap in facts/capabilities/cloudtemple.yaml")
    return handle


def around(place: Here, name: str) -> Surroundings:
    """What a host of this name finds where it stands; only proxy and mirror ask a resolver."""
    return Surroundings(name, place.site.intent.plan)


def replaced_in_place(options: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Deleted before its replacement is made: the hypervisor starts no machine whose MAC address another one has."""
    merged: pulumi.ResourceOptions = pulumi.ResourceOptions.merge(
        options, pulumi.ResourceOptions(delete_before_replace=True)
    )
    return merged
