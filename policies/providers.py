"""Whose cloud a layer stands on, and whether its services are qualified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final

from facts import ask
from facts.answer import Known
from plan.values import UNKNOWN
from policies.answers import unsettled
from policies.context import Context
from policies.kept import kept
from policies.model import PASSED, Text, Verdict, failed, known_later
from policies.record import Record

DATA_BEARING: Final = (
    "backup",
    "compute.k8s",
    "compute.vm",
    "db",
    "kms.key",
    "kms.secret",
    "kms.vault",
    "log.store",
    "registry",
    "store.*",
)
"""Kinds that hold data of the platform or process it."""


def clouds_of(stack: Record, context: Context) -> Sequence[str]:
    """The clouds on which a layer has resources, sorted; "" for resources of which nothing says it."""
    return _clouds(stack)


@kept
def _clouds(stack: Record) -> Sequence[str]:
    return sorted({item.cloud for item in stack.view.layer_of(stack) if item.resource.is_cloud})


def qualified(record: Record, context: Context) -> Verdict:
    """Whether the record's service is inside a SecNumCloud qualification in its region on the day."""
    place = record.location
    if place is UNKNOWN:
        return known_later("location")
    return _qualified(record.cloud, record.kind, str(place) if place is not None else "", context.on)


@lru_cache(maxsize=4096)
def _qualified(cloud: str, kind: str, region: str, on: date) -> Verdict:
    found = ask.qualification(cloud, kind, region, on)
    what = Text(
        f"SecNumCloud qualification of {kind} at {cloud}, {region or 'no region'}",
        f"qualification SecNumCloud de {kind} chez {cloud}, {region or 'sans région'}",
    )
    if not isinstance(found, Known):
        return unsettled(found, what)
    if found.value.in_force:
        return PASSED
    status, until = found.value.status, found.value.until
    ended = f", until {until.isoformat()}" if until else ""
    fini = f", jusqu'au {until.isoformat()}" if until else ""
    return failed(
        f"{what.en}: {status}{ended}, not in force on {on.isoformat()}",
        f"{what.fr} : {status}{fini}, pas en vigueur au {on.isoformat()}",
    )


_PACKAGES: Final = {
    "azure": frozenset({"azure-native", "random"}),
    "cloudtemple": frozenset({"cloudtemple", "random"}),
    "numspot": frozenset({"aws", "numspot", "random"}),
    "outscale": frozenset({"aws", "outscale", "random"}),
    "ovhcloud": frozenset({"openstack", "ovh", "random"}),
    "scaleway": frozenset({"random", "scaleway"}),
}
"""Cloud -> provider packages that its stacks may use. Object storage of two clouds speaks S3 (package `aws`)."""


@cache
def packages_of(cloud: str, clouds: int) -> frozenset[str]:
    """The packages that a stack may use; a stack of the move may use the legacy's too."""
    return _PACKAGES.get(cloud, frozenset()) | (_PACKAGES["azure"] if clouds > 1 else frozenset())
