"""A project space."""

from __future__ import annotations

import pulumi

from components.contract.intent import Space
from components.contract.names import AIRLOCK_STAGES, airlock_name
from components.contract.outputs import HubOutputs
from components.contract.roles.areas import Airlock, AirlockLinks, AirlockSpec, NoLinks, ProjectSpace, ProjectSpaceSpec
from components.contract.roles.storage import Bucket, BucketLinks, BucketSpec
from components.contract.site import Site
from components.contract.words import SpaceState
from stacks.layers import area as area_layer
from stacks.layers.area import Built

_STAGE_PURPOSE = {
    "inbox": "brought in, waiting for review",
    "review": "seen by reviewers only",
    "outbox": "approved, waiting to leave",
}


def build(site: Site, hub: HubOutputs) -> Built:
    """The space of the site's area: the common blocks, and its airlock."""
    space = site.area
    assert isinstance(space, Space)
    spec = ProjectSpaceSpec(
        space.title, space.state, space.classification, space.retention_days, space.starts, space.ends
    )
    root = ProjectSpace(space.name, spec, NoLinks(), site)
    built = area_layer.build(site, root, hub, works=space.state is SpaceState.OPEN)
    _airlock(site, space, root, built)
    return built


def _airlock(site: Site, space: Space, root: pulumi.Resource, built: Built) -> None:
    airlock = Airlock(
        space.name,
        AirlockSpec(space.airlock.keep_days, AIRLOCK_STAGES),
        AirlockLinks(built.identities[space.airlock.reviewers]),
        site,
        parent=root,
    )
    links = BucketLinks(built.keys[space.airlock.key], area_layer.service_segment(site, built))
    for stage in AIRLOCK_STAGES:
        spec = BucketSpec(f"airlock: {_STAGE_PURPOSE[stage]}", space.classification, None, replicated=False)
        Bucket(airlock_name(space, stage), spec, links, site, parent=airlock)
