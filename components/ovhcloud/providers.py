"""The explicit providers of one layer. Credentials come from the providers' usual environment, never from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pulumi
import pulumi_openstack as openstack
import pulumi_ovh as ovh
import pulumi_random as random

from components.contract.handles import ProjectHandle
from components.contract.names import LINK
from components.contract.site import ProviderScope
from components.ovhcloud.choices import OvhcloudChoices

OVH, OPENSTACK, OPENSTACK_HUB = "ovh", "openstack", "openstack-hub"
HUB_LAYER = "hub"


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """`ovh`, `random`, and for a layer with a project `openstack`; `openstack-hub` writes the hub's end of its link."""
    choices = cast(OvhcloudChoices, scope.choices)
    found: dict[str, pulumi.ProviderResource] = {
        OVH: ovh.Provider(OVH, endpoint=choices.ovh_endpoint),
        "random": random.Provider("random"),
    }
    if scope.project is not None:
        found[OPENSTACK] = _openstack(OPENSTACK, choices, scope.layer, scope.project)
    if scope.project is not None and scope.hub_project is not None and scope.layer != HUB_LAYER:
        # credentials of its own: the layer's user in the hub's project may do no more than the link's grant says
        found[OPENSTACK_HUB] = _openstack(OPENSTACK_HUB, choices, f"{scope.layer}-{LINK}", scope.hub_project)
    return found


def _openstack(name: str, choices: OvhcloudChoices, entry: str, project: ProjectHandle) -> openstack.Provider:
    return openstack.Provider(
        name,
        cloud=choices.openstack_clouds.get(entry),
        auth_url=choices.openstack_auth_url,
        region=choices.region,
        tenant_id=project.id,
    )
