"""What every builder at OVHcloud asks of its place."""

from __future__ import annotations

import pulumi

from components.contract.handles import H, Text
from components.contract.site import Place
from components.ovhcloud.choices import OvhcloudChoices

Here = Place[OvhcloudChoices]


def present(handle: H | None, what: str) -> H:
    """A link that cannot be missing here, because OVHcloud builds the role it comes from.

    Raises:
        RuntimeError: it is missing: the capability table calls its role a gap, and the builder was written before that.
    """
    if handle is None:
        raise RuntimeError(f"{what} is missing: its capability is a gap in facts/capabilities/ovhcloud.yaml")
    return handle


def project_id(place: Here) -> Text:
    """The project in which a role is built: its area's, in the bootstrap layer the hub's."""
    return (place.site.project or present(place.site.hub_project, "the hub's project")).id


def replaced_in_place(options: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Deleted before its replacement is made, for what cannot exist twice: a host on its port, a rule of a group."""
    merged: pulumi.ResourceOptions = pulumi.ResourceOptions.merge(
        options, pulumi.ResourceOptions(delete_before_replace=True)
    )
    return merged
