"""In which account of its cloud a provider works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.record import Record

_SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "cloudtemple": ("secretId", "clientId"),
    "numspot": ("spaceId",),
    "openstack": ("tenantId", "tenantName"),
    "outscale": ("profile", "accessKeyId"),
    "scaleway": ("projectId",),
}
"""Package -> the settings of its provider that name project, space or account. Elsewhere each resource names it, or the
credentials of the deployment do."""


def account_of(provider: Record) -> Any:
    """Project, space or account; None where no setting says it or it is known only after apply.

    It can be half of a credential: never for a report.
    """
    found = (provider.inputs(name) for name in _SETTINGS.get(str(provider.raw("package")), ()))
    return next((value for value in found if value not in (None, "") and value is not UNKNOWN), None)
