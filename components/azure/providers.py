"""The explicit providers of a layer."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_random

from components.azure.choices import Choices
from components.azure.sdk import Provider
from components.contract.site import ProviderScope

AZURE, RANDOM = "azure-native", "random"


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """Azure and `random`. Credentials come from the provider's usual environment at `pulumi up`.

    The partner id, by which Azure would count what Pulumi makes, is off.
    """
    choices: Choices = scope.choices
    return {
        AZURE: Provider(
            AZURE,
            subscription_id=choices.subscription,
            tenant_id=choices.tenant,
            disable_pulumi_partner_id=True,
        ),
        RANDOM: pulumi_random.Provider(RANDOM),
    }
