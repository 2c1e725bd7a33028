"""The explicit providers of a layer. Its token comes from CLOUDTEMPLE_CLIENT_ID and CLOUDTEMPLE_SECRET_ID."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_cloudtemple as cloudtemple
import pulumi_random as random

from components.contract.site import ProviderScope

CLOUD = "cloudtemple"


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """One with the token of the layer's tenant, and `random`.

    A token belongs to one tenant and one person, so each layer is deployed with a token of its own. Deliberately not:
    the token itself, another API address than the cloud's own.
    """
    # an output of nothing: the SDK asks for a value, and the provider then reads its environment itself
    from_environment: pulumi.Output[Any] = pulumi.Output.from_input(None)
    return {
        CLOUD: cloudtemple.Provider(CLOUD, client_id=from_environment, secret_id=from_environment),
        "random": random.Provider("random"),
    }
