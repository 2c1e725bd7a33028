"""What every builder at NumSpot asks of its place."""

from __future__ import annotations

import pulumi
import pulumi_numspot as numspot

from components.contract.handles import H
from components.contract.site import Place
from components.numspot.choices import NumspotChoices

Here = Place[NumspotChoices]


def present(handle: H | None, what: str) -> H:
    """A link that cannot be missing here, because the role it comes from is built at NumSpot.

    Raises:
        RuntimeError: it is missing: the capability table calls its role a gap, and the builder was written before that.
    """
    if handle is None:
        raise RuntimeError(f"{what} is missing: its capability is a gap in facts/capabilities/numspot.yaml")
    return handle


def tag_blocks(place: Here, *flows: str) -> list[numspot.VpcTagArgsDict]:
    """Tags as this cloud's provider takes them."""
    return [{"key": key, "value": value} for key, value in sorted(place.tags(*flows).items())]


def replaced_in_place(options: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Deleted before its replacement is made, for what cannot exist twice: a host at its fixed address."""
    merged: pulumi.ResourceOptions = pulumi.ResourceOptions.merge(
        options, pulumi.ResourceOptions(delete_before_replace=True)
    )
    return merged
