"""The names of the legacy, and by what their clients go on at the target. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bastide.cutover.parity.decided import Followed, decided, followed
from bastide.cutover.parity.model import OPEN_FATES, Compared, Decided, Fate, Named, NameKind, RoleId, State
from bastide.cutover.parity.named.read import PRIVATE, Known, Names
from stacks.mapping import RoleMapping

_ORDER: Final = (*OPEN_FATES, *(fate for fate in Fate if fate not in OPEN_FATES))
_BUILT: Final = (State.ALIKE, State.WEAKER)
_GONE: Final = "ends with the legacy's cloud, and the counterpart of its role is not planned at the target"


def compare(legacy: Names, target: Names, roles: tuple[Compared, ...], mapping: RoleMapping) -> tuple[Named, ...]:
    """Every name that clients use at the legacy, what is open first, and names of the legacy's cloud at the target.

    A public name must be the same or have a declared successor; one of the internal zone keeps its first part in the
    target's zone; a provider's name is followed by the counterpart of its role, whose name the target's cloud gives
    out. `roles`: what became of the roles.
    """
    known = followed(mapping)
    # a role that the legacy lacks itself is alike, and planned nowhere
    built = {(item.kind, item.legacy): item.target for item in roles if item.state in _BUILT and item.target}
    found = [
        *(_name(item, target, built, known, mapping) for item in legacy.known),
        *_foreign(legacy, target),
    ]
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.fate), item.kind, item.zone, item.name, item.role)))


def _name(item: Known, target: Names, built: dict[RoleId, str], known: Followed, mapping: RoleMapping) -> Named:
    gone = known.dropped.get(item.role)
    if gone is not None:
        return Named(*item, "", Fate.DROPPED, gone)
    if item.kind is NameKind.PUBLIC:
        return _public(item, target, known, mapping)
    if item.kind is NameKind.INTERNAL:
        return _internal(item, target, known)
    successor = built.get(item.role)
    if successor is None:
        return Named(*item, "", Fate.MISSING, Decided(_GONE))
    return Named(*item, f"{item.role[0]} {successor}", Fate.RENAMED)


def _public(item: Known, target: Names, known: Followed, mapping: RoleMapping) -> Named:
    kind, name = item.role
    role = (kind, known.to.get(item.role, name))
    served = {one.name for one in target.known if one.kind is NameKind.PUBLIC and one.role == role}
    if item.name in served:
        return Named(*item, item.name, Fate.ALIKE)
    decision = next((one for one in mapping.names if one.legacy == item.name), None)
    if decision is not None and decision.target is None:
        return Named(*item, "", Fate.DROPPED, decided(decision))
    if decision is not None and decision.target in served:
        return Named(*item, str(decision.target), Fate.RENAMED, decided(decision))
    return Named(*item, "", Fate.MISSING, Decided(f"no {kind} of the target has this name or a declared successor"))


def _internal(item: Known, target: Names, known: Followed) -> Named:
    kind, name = item.role
    role = (kind, known.to.get(item.role, name))
    zone = target.domains.get(role, "")
    successor = f"{item.name}.{zone}"
    if Known(NameKind.INTERNAL, item.name, zone, role) not in target.known:
        return Named(*item, "", Fate.MISSING, Decided(f"the target serves no {successor}"))
    return Named(*item, successor, Fate.ALIKE if zone == item.zone else Fate.RENAMED)


def _foreign(legacy: Names, target: Names) -> Iterator[Named]:
    """Names of the legacy's cloud that the target would need to live on: they end with the contract."""
    zones = {*legacy.zones, *(zone for zone in legacy.domains.values() if zone not in target.domains.values())} - {""}
    for text in sorted(target.texts):
        zone = next((zone for zone in sorted(zones) if text == zone or text.endswith(f".{zone}")), "")
        if zone or text.startswith(PRIVATE):
            why = Decided("the target names what ends with the legacy")
            yield Named(NameKind.PROVIDER, text, zone, ("", ""), text, Fate.WIDER, why)
