"""The explicit providers of a layer. Keys are in the operator's configuration file, by profile, never here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pulumi
import pulumi_outscale as outscale
import pulumi_random as random

from components import s3
from components.contract.intent import Area
from components.contract.names import LINK
from components.contract.site import ProviderScope
from components.outscale.choices import OutscaleChoices
from components.outscale.place import Here

CLOUD = "outscale"
HUB = "outscale-hub"
"""For the ends of links that lie in the hub's account, with the right of the area's link and no other."""
WRITER = "outscale-writer"
"""For the keys of what may only add to a bucket."""
_HUB_LAYER, _BOOTSTRAP_LAYER = "hub", "bootstrap"
_AREA = ".area"
"""Tells the account of an area that is called `writer` from the writers'; no area's name has a dot."""


class Accounts(dict[str, pulumi.ProviderResource]):
    """The providers of a layer. One for another account (`outscale-<area>`) is made when a builder asks for it: the
    bootstrap layer makes users in the account of every area, and no scope lists the areas."""

    def __init__(self, choices: OutscaleChoices, known: Mapping[str, pulumi.ProviderResource]) -> None:
        super().__init__(known)
        self._choices = choices

    def __missing__(self, name: str) -> pulumi.ProviderResource:
        profile = ".writer" if name == WRITER else f"-{name.removeprefix(f'{CLOUD}-').removesuffix(_AREA)}"
        self[name] = _provider(name, self._choices, profile)
        return self[name]


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """One for the account of the layer's area, one for its buckets, one for the hub's end of its link, and `random`.

    Buckets are made through S3, which the cloud's own provider does not know, with the keys of the environment (root
    keys: see the facts). The bootstrap layer's lie in the hub's account.
    """
    choices = cast(OutscaleChoices, scope.choices)
    area = _HUB_LAYER if scope.layer == _BOOTSTRAP_LAYER else scope.layer.removeprefix("space-")
    found: dict[str, pulumi.ProviderResource] = {
        CLOUD: _provider(CLOUD, choices, f"-{area}"),
        s3.PACKAGE: s3.provider(
            s3.PACKAGE, s3.S3Endpoint(choices.object_endpoint, choices.region), pulumi.ResourceOptions()
        ),
        "random": random.Provider("random"),
    }
    if scope.layer not in (_HUB_LAYER, _BOOTSTRAP_LAYER):
        found[HUB] = _provider(HUB, choices, f"-{area}.{LINK}")
    return Accounts(choices, found)


def account_of(place: Here, area: Area | None = None) -> str:
    """The provider for the account of an area: the layer's own, but in the bootstrap layer, which is none's."""
    if place.site.layer != _BOOTSTRAP_LAYER:
        return CLOUD
    name = f"{CLOUD}-{(area or place.site.area).name}"
    return f"{name}{_AREA}" if name == WRITER else name


def _provider(name: str, choices: OutscaleChoices, profile: str) -> outscale.Provider:
    return outscale.Provider(name, profile=f"{choices.profile_prefix}{profile}", region=choices.region)
