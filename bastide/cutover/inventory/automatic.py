"""What Azure makes, and removes, with something else: recognised by rule, and only beside what the plan has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bastide.cutover.inventory.model import Planned, Row
from bastide.cutover.inventory.rows import comparable, group_of

# input -> what it names: the group that a service fills by itself
_GROUPS: Final[Mapping[str, str]] = {
    "managedResourceGroupId": "managed resource group",
    "nodeResourceGroup": "node resource group",
}
_CARD: Final = re.compile(r"(?P<endpoint>.+)\.nic\.[0-9a-f-]{36}$")
_WATCHERS: Final = "networkwatcherrg"
_SERVICES: Final = re.compile(r"(?P<account>.+/storageaccounts/[^/]+)/(blob|file|queue|table)services/default$")


@dataclass(frozen=True)
class Known:
    """What of the plan decides.

    Attributes:
        keys: comparable ids of all planned resources.
        groups: comparable id of a group that a planned service fills -> URN of the service.
    """

    keys: frozenset[str]
    groups: Mapping[str, str] = field(default_factory=dict)


def known(planned: Iterable[Planned], subscription: str) -> Known:
    """The keys and managed groups of a plan."""
    items = tuple(planned)
    groups = {
        _group(value, subscription): item.resource.urn
        for item in items
        for name in _GROUPS
        if isinstance(value := item.resource.inputs.get(name), str) and value
    }
    return Known(frozenset(item.key for item in items if item.key), groups)


def _group(value: str, subscription: str) -> str:
    return comparable(value if value.startswith("/") else f"/subscriptions/{subscription}/resourceGroups/{value}")


def _managed_by(row: Row, plan: Known) -> str:
    key = comparable(row.manager)
    return f"managed by {row.manager}" if key in plan.keys else ""


def _in_managed_group(row: Row, plan: Known) -> str:
    group = row.key if row.key in plan.groups else group_of(row.key)
    return f"in the group that {plan.groups[group]} fills" if group in plan.groups else ""


def _card_of_endpoint(row: Row, plan: Known) -> str:
    before, _, name = row.key.rpartition("/networkinterfaces/")
    match = _CARD.match(name) if before else None
    if match is None:
        return ""
    endpoint = f"{before}/privateendpoints/{match['endpoint']}"
    return f"network card of {endpoint}" if endpoint in plan.keys else ""


def _network_watcher(row: Row, _: Known) -> str:
    group = group_of(row.key) or row.key
    if not group.endswith(f"/resourcegroups/{_WATCHERS}"):
        return ""
    kind = row.type.casefold()
    made = kind == "microsoft.network/networkwatchers" or row.key == group
    return "network watcher: Azure keeps one in each region" if made else ""


def _service_of_account(row: Row, plan: Known) -> str:
    match = _SERVICES.match(row.key)
    return f"part of {match['account']}" if match is not None and match["account"] in plan.keys else ""


_RULES: Final[tuple[Callable[[Row, Known], str], ...]] = (
    _managed_by,
    _in_managed_group,
    _card_of_endpoint,
    _network_watcher,
    _service_of_account,
)


def automatic(row: Row, plan: Known) -> str:
    """Why Azure itself makes this resource; "" where no rule knows it, or where it belongs to something unplanned."""
    return next((said for rule in _RULES if (said := rule(row, plan))), "")
