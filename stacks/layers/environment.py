"""Production and non-production."""

from __future__ import annotations

from components.contract.intent import Environment as EnvironmentIntent
from components.contract.outputs import HubOutputs
from components.contract.roles.areas import Environment, EnvironmentSpec, NoLinks
from components.contract.site import Site
from stacks.layers import area as area_layer
from stacks.layers.area import Built


def build(site: Site, hub: HubOutputs) -> Built:
    """The environment of the site's area."""
    area = site.area
    assert isinstance(area, EnvironmentIntent)
    spec = EnvironmentSpec(area.title, area.stage, area.classification, area.retention_days)
    root = Environment(area.name, spec, NoLinks(), site)
    return area_layer.build(site, root, hub)
