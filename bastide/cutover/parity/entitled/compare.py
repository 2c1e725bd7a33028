"""The rights of the legacy against those of the target. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bastide.cutover.parity.decided import Followed, decided, followed, meant
from bastide.cutover.parity.entitled.holders import Given, Right
from bastide.cutover.parity.entitled.rights import LATER, OWN
from bastide.cutover.parity.model import OPEN_FATES, UNDECIDED, Decided, Entitled, Fate
from stacks.mapping import EntitlementDecision, RoleMapping

_ORDER: Final = (*OPEN_FATES, *(fate for fate in Fate if fate not in OPEN_FATES))
_AREAS: Final = ("Environment", "ProjectSpace")


def compare(legacy: Given, target: Given, mapping: RoleMapping) -> tuple[Entitled, ...]:
    """Every right of both sides, what is open first: who gains is a fault as well as who loses.

    Persons and identities of no role have one name on both sides. What is known only after apply is nothing at the
    legacy and a right at the target. A role's own identity that loses an ability is no
    fault: what the role itself must do is compared by role.
    """
    known = followed(mapping)
    pairs = [(right, _moved(right, known)) for right in legacy.rights if not _is_later(right)]
    kept = {to for right, to in pairs if _gone(right, known) is None}
    found = [
        *(_of_legacy(right, to, target, known, mapping) for right, to in pairs if not _is_own(right, to, target)),
        *(_new(right, mapping) for right in target.rights - kept),
    ]
    return tuple(
        sorted(
            found,
            key=lambda item: (_ORDER.index(item.fate), item.area, item.kind, item.legacy, item.target, item.right),
        )
    )


def _moved(right: Right, known: Followed) -> Right:
    """The same right in the names of the target."""
    kind, name = right.holder
    area = next((known.to[one, right.area] for one in _AREAS if (one, right.area) in known.to), right.area)
    return Right((kind, known.to.get((kind, name), name)), area, right.right)


def _is_later(right: Right) -> bool:
    return LATER in (right.right, right.holder[1])


def _is_own(right: Right, to: Right, target: Given) -> bool:
    return right.holder[0] in OWN and to not in target.rights


def _of_legacy(right: Right, to: Right, target: Given, known: Followed, mapping: RoleMapping) -> Entitled:
    kind, name = right.holder
    gone = _gone(right, known)
    if gone is None and to in target.rights:
        return Entitled(kind, name, to.holder[1], to.area, right.right, Fate.ALIKE)
    gone = gone or _decided(right, mapping.entitlements.dropped)
    if gone is not None:
        return Entitled(kind, name, "", right.area, right.right, Fate.DROPPED, gone)
    lacking = target.short.get(to)
    why = Decided(f"declared, and the plan shows no {', '.join(lacking)}") if lacking else UNDECIDED
    return Entitled(kind, name, to.holder[1] if lacking else "", to.area, right.right, Fate.MISSING, why)


def _gone(right: Right, known: Followed) -> Decided | None:
    """Who dropped the holder or the area."""
    asked = (right.holder, *((one, right.area) for one in _AREAS))
    return next((known.dropped[role] for role in asked if role in known.dropped), None)


def _new(right: Right, mapping: RoleMapping) -> Entitled:
    kind, name = right.holder
    why = _decided(right, mapping.entitlements.added)
    fate = Fate.WIDER if why is None else Fate.ADDED
    return Entitled(kind, "", name, right.area, right.right, fate, why or UNDECIDED)


def _decided(right: Right, decisions: Iterable[EntitlementDecision]) -> Decided | None:
    found = (decided(item) for item in _meant(right, decisions))
    return next(found, None)


def _meant(right: Right, decisions: Iterable[EntitlementDecision]) -> Iterator[EntitlementDecision]:
    for item in decisions:
        if item.right == right.right and meant(item.who, right.holder[1]) and meant(item.area, right.area):
            yield item
