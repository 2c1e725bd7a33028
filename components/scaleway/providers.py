"""The explicit providers of a layer. Credentials come from SCW_ACCESS_KEY and SCW_SECRET_KEY at `pulumi up`."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_random as random
import pulumiverse_scaleway as scaleway

from components.contract.handles import ProjectHandle
from components.contract.site import ProviderScope
from components.scaleway.choices import ScalewayChoices

CLOUD = "scaleway"
HUB = "scaleway-hub"
"""For the ends of links that lie in the hub's project."""


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """One for the layer's own project, one for the hub's, and `random`.

    Deliberately not: credentials, another API address than the cloud's own.
    """
    choices: ScalewayChoices = scope.choices
    return {
        CLOUD: _provider(CLOUD, choices, scope.project),
        HUB: _provider(HUB, choices, scope.hub_project),
        "random": random.Provider("random"),
    }


def _provider(name: str, choices: ScalewayChoices, project: ProjectHandle | None) -> scaleway.Provider:
    return scaleway.Provider(
        name,
        organization_id=choices.organization_id,
        project_id=project.id if project else choices.management_project,
        region=choices.region,
        zone=choices.zone(1),
    )
