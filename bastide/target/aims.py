"""Where the providers of a plan aim: the properties that name account and region. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret, Unknown

_PREFIX: Final = "pulumi:providers:"


def _s3(inputs: Mapping[str, Any]) -> Any:
    """The object storage that an `aws` provider is pointed at. Without one it would be Amazon's own."""
    value = inputs.get("endpoints")
    if not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return None
    named = [item["s3"] for item in found if isinstance(item, dict) and "s3" in item] if isinstance(found, list) else []
    return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Aim:
    """A property of a provider that says where it acts.

    Attributes:
        variables: what the provider takes from the environment where the program does not set it.
        read: how it is read, where it is no plain property.
    """

    name: str
    variables: tuple[str, ...] = ()
    read: Callable[[Mapping[str, Any]], Any] | None = None

    def of(self, inputs: Mapping[str, Any]) -> Any:
        """Its value: text, UNKNOWN, or None where the program does not set it."""
        value = self.read(inputs) if self.read else inputs.get(self.name)
        return value.value if isinstance(value, Secret) else value


AIMS: Final[Mapping[str, tuple[Aim, ...]]] = {
    "aws": (Aim("region", ("AWS_REGION", "AWS_DEFAULT_REGION")), Aim("s3", ("AWS_ENDPOINT_URL_S3",), _s3)),
    "azure-native": (
        Aim("subscriptionId", ("ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID")),
        Aim("tenantId", ("ARM_TENANT_ID", "AZURE_TENANT_ID")),
    ),
    # its tokens are of one tenant and name none: the state's address is what is left to compare
    "cloudtemple": (),
    "numspot": (Aim("spaceId", ("NUMSPOT_SPACE_ID",)), Aim("numspotHost", ("NUMSPOT_HOST",))),
    "openstack": (
        Aim("tenantId", ("OS_PROJECT_ID", "OS_TENANT_ID")),
        Aim("region", ("OS_REGION_NAME",)),
        Aim("authUrl", ("OS_AUTH_URL",)),
    ),
    "outscale": (Aim("profile"), Aim("region", ("OSC_REGION",))),
    "ovh": (Aim("endpoint", ("OVH_ENDPOINT",)),),
    "random": (),
    "scaleway": (
        Aim("organizationId", ("SCW_DEFAULT_ORGANIZATION_ID",)),
        Aim("projectId", ("SCW_DEFAULT_PROJECT_ID",)),
        Aim("region", ("SCW_DEFAULT_REGION",)),
    ),
}
"""Package -> what says where it acts. The variables are those of the providers' own documentation."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """One provider of a plan, and the value of each of its aims."""

    name: str
    package: str
    values: Mapping[str, Any]

    @property
    def is_main(self) -> bool:
        """Whether the environment's account is this provider's: a second one of a package acts elsewhere."""
        return self.name == self.package


def aimed(plan: LayerPlan) -> tuple[Aimed, ...]:
    """The providers of a plan, by name. One of a package that no table knows has no values."""
    found = {resource.name: _aimed(resource) for resource in _providers(plan)}
    return tuple(found[name] for name in sorted(found))


def _providers(plan: LayerPlan) -> Iterator[PlannedResource]:
    return (resource for resource in plan.resources if resource.is_provider)


def _aimed(resource: PlannedResource) -> Aimed:
    package = resource.type.removeprefix(_PREFIX)
    values = {aim.name: _text(aim.of(resource.inputs)) for aim in AIMS.get(package, ())}
    return Aimed(resource.name, package, values)


def _text(value: Any) -> str | Unknown | None:
    if value is None or isinstance(value, Unknown):
        return UNKNOWN if isinstance(value, Unknown) else None
    return str(value)
