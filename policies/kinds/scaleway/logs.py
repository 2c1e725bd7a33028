"""Where logs are kept, and alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.readers import at, const, each, is_set, look, reads, unsayable
from policies.kinds.scaleway.common import LOCATION
from policies.kinds.table import Entry, Inputs


@reads("contactPoints[].email")
def _contacts(inputs: Inputs) -> Any:
    points = look(inputs, "contactPoints")
    if points is UNKNOWN:
        return UNKNOWN
    return tuple(UNKNOWN if point is UNKNOWN else look(point, "email") for point in each(points))


@reads("enableManagedAlerts", "preconfiguredAlertIds")
def _events(inputs: Inputs) -> Any:
    managed, chosen = look(inputs, "enableManagedAlerts"), look(inputs, "preconfiguredAlertIds")
    if UNKNOWN in (managed, chosen):
        return UNKNOWN
    return (("managed alerts",) if managed is True else ()) + tuple(each(chosen))


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:observability/source:Source": Entry(
        "log.store",
        {
            "retention_days": at("retentionDays"),
            **unsayable("encrypted", "customer_key", "immutable", "public"),
        },
        location=LOCATION,
    ),
    "scaleway:observability/alertManager:AlertManager": Entry(
        "log.alert",
        # alerts that reach nobody are none
        {"enabled": is_set("contactPoints"), "events": _events, "contacts": _contacts},
        location=LOCATION,
        named="",
    ),
    "scaleway:observability/token:Token": Entry(
        "iam.apikey",
        # a token of the log service has no end to be given
        {"owner": const("application"), **unsayable("expires")},
        location=LOCATION,
    ),
}
