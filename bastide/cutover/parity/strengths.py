"""How strong each role of a plan is. Pure; reads neutral records, so that it is the same at every cloud."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from bastide.cutover.parity.model import RoleId, Strength
from bastide.tender.sections.keys_holder import Holder, holder_of
from bastide.traits import Exposure, exposure_of, kept_days, takes_over, zones_of
from plan.model import Gap, LayerPlan
from policies.record import Record
from policies.view import View

WEAKEST_HOLDER: Final = (Holder.NONE, Holder.UNKNOWN, Holder.PROVIDER, Holder.CUSTOMER, Holder.OWN_STORE)
"""Rising. Our own store and a customer key at the cloud count alike: see `parity.compare`."""
WIDEST: Final = (Exposure.INTERNET, Exposure.LATER, Exposure.RANGES, Exposure.PRIVATE)
"""Rising in strength."""


def strengths(plans: Sequence[LayerPlan], view: View, on: date) -> Mapping[RoleId, Strength]:
    """Every role of an estate by kind and name. Roles of one kind and name in two layers count as one."""
    gaps = _gaps(plans)
    backed = _backed_up(view)
    roles: dict[RoleId, list[Record]] = defaultdict(list)
    for record in view.records:
        if record.kind.startswith("role."):
            roles[record.resource.role_kind, record.name].append(record)
    return {
        key: _strength(records, view, on, gaps.get(key, ()), backed_up=any(item.urn in backed for item in records))
        for key, records in roles.items()
    }


def _gaps(plans: Iterable[LayerPlan]) -> Mapping[RoleId, Sequence[Gap]]:
    found: dict[RoleId, list[Gap]] = defaultdict(list)
    for plan in plans:
        for gap in plan.gaps:
            found[gap.role.rpartition("/")[2], gap.name].append(gap)
    return found


def _strength(roles: Sequence[Record], view: View, on: date, gaps: Sequence[Gap], *, backed_up: bool) -> Strength:
    owned = [item for role in roles for item in view.made_for(role) if item.resource.is_cloud and not item.entry.of]
    holders = [holder for item in owned if item.is_data and (holder := holder_of(item)) is not None]
    exposures = [found for item in owned if (found := exposure_of(item)) is not None]
    nodes = [said for item in owned if (said := takes_over(item)) is not None]
    return Strength(
        days=_days(owned),
        holder=min(holders, key=WEAKEST_HOLDER.index, default=None),
        zones=zones_of(owned, on),
        takes_over=all(nodes) if nodes else None,
        exposure=min(exposures, key=WIDEST.index, default=None),
        lacks=frozenset(gap.capability.partition(".")[2] for gap in gaps) - {""},
        missing=next((gap.level for gap in gaps if "." not in gap.capability), ""),
        backed_up=backed_up,
    )


def _days(owned: Iterable[Record]) -> dict[str, int]:
    found: dict[str, list[int]] = defaultdict(list)
    for record in owned:
        for name, days in kept_days(record):
            found[name].append(days)
    # 0 is for ever, so it is the fewest only where all are
    return {name: min((days for days in all_ if days), default=0) for name, all_ in found.items()}


def _backed_up(view: View) -> frozenset[str]:
    """URNs of the roles that backup roles name."""
    found: set[str] = set()
    for record in view.of("role.Backup"):
        found |= set(_urns(record.raw("links")))
    return frozenset(found)


def _urns(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _urns(item)
