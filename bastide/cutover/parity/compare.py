"""Legacy against target, role by role, along the reviewed mapping. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bastide.cutover.parity.model import OPEN, Compared, RoleId, State, Strength, Trait, Weakness
from bastide.cutover.parity.strengths import WEAKEST_HOLDER, WIDEST
from bastide.tender.sections.keys_holder import Holder
from bastide.traits import Exposure
from stacks.mapping import Added, Dropped, Mapped, RoleMapping

_ORDER: Final = (*OPEN, State.DROPPED, State.ADDED, State.ALIKE)
_OURS: Final = frozenset({Holder.CUSTOMER, Holder.OWN_STORE})
Strengths = Mapping[RoleId, Strength]


def compare(legacy: Strengths, target: Strengths, mapping: RoleMapping) -> tuple[Compared, ...]:
    """The fate of every role of both plans, what is open first. Each role of a plan is in exactly one place."""
    found = [
        *(_mapped(item, legacy, target) for item in mapping.mappings if (item.role, item.legacy) in legacy),
        *(_dropped(item) for item in mapping.dropped if (item.role, item.legacy) in legacy),
        *(_added(item, target) for item in mapping.added),
        *(_undecided(role, legacy=True) for role in sorted(set(legacy) - mapping.legacy)),
        *(_undecided(role, legacy=False) for role in sorted(set(target) - mapping.target)),
    ]
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.state), item.kind, item.legacy, item.target)))


def _mapped(item: Mapped, legacy: Strengths, target: Strengths) -> Compared:
    here, there = legacy[item.role, item.legacy], target.get((item.role, item.target))
    if here.missing:
        # the legacy has a gap itself: whatever the target has is no loss
        return Compared(item.role, item.legacy, item.target, State.ALIKE, why=f"a gap at the legacy: {here.missing}")
    if there is None:
        return Compared(item.role, item.legacy, item.target, State.MISSING, why="the target's plan has no such role")
    if there.missing:
        return Compared(item.role, item.legacy, item.target, State.MISSING, why=f"a gap at the target: {there.missing}")
    weaknesses = tuple(_weaknesses(here, there))
    state = State.WEAKER if weaknesses else State.ALIKE
    return Compared(item.role, item.legacy, item.target, state, weaknesses)


def _dropped(item: Dropped) -> Compared:
    return Compared(item.role, item.legacy, "", State.DROPPED, (), item.reason, item.owner, item.date)


def _added(item: Added, target: Strengths) -> Compared:
    """New at the target, or announced as new and not planned."""
    there = target.get((item.role, item.target))
    if there is None or there.missing:
        level = there.missing if there is not None else ""
        why = f"a gap at the target: {level}" if level else "the target's plan has no such role"
        return Compared(item.role, "", item.target, State.MISSING, (), why, item.owner, item.date)
    return Compared(item.role, "", item.target, State.ADDED, (), item.reason, item.owner, item.date)


def _undecided(role: RoleId, *, legacy: bool) -> Compared:
    kind, name = role
    why = (
        "stacks/mapping.yaml does not say what becomes of it" if legacy else "stacks/mapping.yaml does not announce it"
    )
    return Compared(kind, name if legacy else "", "" if legacy else name, State.UNDECIDED, why=why)


def _weaknesses(legacy: Strength, target: Strength) -> Iterator[Weakness]:
    yield from _retention(legacy, target)
    yield from _encryption(legacy.holder, target.holder)
    if legacy.zones is not None and (target.zones or 0) < legacy.zones:
        yield Weakness(Trait.ZONES, "zones", str(legacy.zones), str(target.zones or "not named"))
    if legacy.takes_over and not target.takes_over:
        yield Weakness(Trait.AVAILABILITY, "second node", "takes over", "none")
    yield from _exposure(legacy.exposure, target.exposure)
    for feature in sorted(target.lacks - legacy.lacks):
        yield Weakness(Trait.FEATURE, feature, "there", "a gap")
    if legacy.backed_up and not target.backed_up:
        yield Weakness(Trait.BACKUP, "backup", "backed up", "not backed up")


def _retention(legacy: Strength, target: Strength) -> Iterator[Weakness]:
    for name, days in sorted(legacy.days.items()):
        there = target.days.get(name)
        if there is None or (there and (not days or there < days)):
            shown = "not kept" if there is None else str(there)
            yield Weakness(Trait.RETENTION, name, str(days) if days else "for ever", shown)


def _encryption(legacy: Holder | None, target: Holder | None) -> Iterator[Weakness]:
    """A key of the platform's own is a key of its own, whether the cloud keeps it or our own store."""
    if legacy is None or (legacy in _OURS and target in _OURS):
        return
    if target is None or WEAKEST_HOLDER.index(target) < WEAKEST_HOLDER.index(legacy):
        yield Weakness(Trait.ENCRYPTION, "key", legacy.value, target.value if target else "nothing stores data")


def _exposure(legacy: Exposure | None, target: Exposure | None) -> Iterator[Weakness]:
    if target is None:
        return
    before = WIDEST.index(legacy) if legacy is not None else len(WIDEST) - 1
    if WIDEST.index(target) < before:
        yield Weakness(Trait.EXPOSURE, "reached from", legacy.value if legacy else "not shown", target.value)
