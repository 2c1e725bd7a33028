"""What the bootstrap layer has made so far: the vRack of the estate, and the hub's project.

The contract has no link between the projects of an estate, although they share one vRack, nor from the bucket of the
Pulumi state to a project. Both are kept with the layer's `ovh` provider, which is one object for one run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pulumi_ovh as ovh

from components.contract.handles import Text
from components.ovhcloud.place import Here


@dataclass
class Backbone:
    """`vrack` and `hub_project`: ids, None until they are made (`vrack` stays None on a plain network)."""

    vrack: Text | None = None
    hub_project: Text | None = None


class LayerProvider(ovh.Provider):
    """The `ovh` provider of one layer, and what that layer has made of the backbone."""

    def __init__(self, name: str, endpoint: str) -> None:
        super().__init__(name, endpoint=endpoint)
        self.backbone = Backbone()


def backbone(place: Here) -> Backbone:
    """Of the run that builds `place`."""
    return cast(LayerProvider, place.site.providers["ovh"]).backbone


def project_id(place: Here) -> Text:
    """The project in which a role is built: its area's, in the bootstrap layer the hub's.

    Raises:
        RuntimeError: nothing has made a project yet (the bootstrap layer builds projects first).
    """
    if place.site.project is not None:
        return place.site.project.id
    made = backbone(place).hub_project
    if made is None:
        raise RuntimeError(f"{place.name}: the hub's project must be built before what is in it")
    return made
