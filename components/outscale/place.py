"""What every builder at Outscale asks of its place."""

from __future__ import annotations

import pulumi
import pulumi_outscale as outscale

from components.contract.handles import H
from components.contract.site import Place
from components.outscale.choices import OutscaleChoices

Here = Place[OutscaleChoices]


def present(handle: H | None, what: str) -> H:
    """A link that cannot be missing here, because the role it comes from is built at Outscale.

    Raises:
        RuntimeError: it is missing: the capability table calls its role a gap, and the builder was written before that.
    """
    if handle is None:
        raise RuntimeError(f"{what} is missing: its capability is a gap in facts/capabilities/outscale.yaml")
    return handle


def replaced_in_place(options: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Deleted before its replacement is made, for what cannot exist twice: a host on its address, a rule, a route."""
    merged: pulumi.ResourceOptions = pulumi.ResourceOptions.merge(
        options, pulumi.ResourceOptions(delete_before_replace=True)
    )
    return merged


def tag_blocks(place: Here, *flows: str) -> list[outscale.NetTagArgsDict]:
    """Tags as this cloud's provider takes them."""
    return [{"key": key, "value": value} for key, value in sorted(place.tags(*flows).items())]
