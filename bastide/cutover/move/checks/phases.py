"""Faults of the phases: their order, their rollbacks, who approves them, and in what order the legacy goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bastide.cutover.move.checks.gates import asks
from bastide.cutover.move.model import Move, Phase, PhaseId
from components.contract.addresses import Fault, Path

APPROVED: Final = (PhaseId.FREEZE, PhaseId.SWITCH, PhaseId.RETIRE)
"""What two persons must approve: users notice it, or it cannot be undone."""
APPROVALS: Final = 2
DRAINED: Final = "airlock.active"
LAST: Final = "keys"


def faults(move: Move) -> Iterator[Fault]:
    """Faults of the list of phases, then of each phase."""
    yield from _order(move)
    for index, phase in enumerate(move.phases):
        path = ("phases", index)
        yield from _rollback(phase, path)
        yield from _approvals(phase, path)
        if phase.id is PhaseId.FREEZE:
            yield from _drained(phase, path)
        if phase.id is PhaseId.RETIRE:
            yield from _retire(phase, path)
        elif phase.order:
            yield Fault(
                (*path, "order"), f"found an order at `{phase.id}`", "it only at `retire`", "move it to `retire`"
            )


def _order(move: Move) -> Iterator[Fault]:
    found = [phase.id for phase in move.phases]
    expected = f"each once, in this order: {', '.join(PhaseId)}"
    missing = [phase for phase in PhaseId if phase not in found]
    if missing:
        names = ", ".join(f"`{phase}`" for phase in missing)
        yield Fault(("phases",), f"no phase {names}", expected, "add what is missing")
    kept: list[PhaseId] = []
    for index, phase in enumerate(found):
        path = ("phases", index, "id")
        if phase in kept:
            yield Fault(path, f"the phase `{phase}` stands here a second time", expected, "remove one of the two")
            continue
        late = next((other for other in kept if _rank(other) > _rank(phase)), None)
        if late is not None:
            yield Fault(path, f"the phase `{phase}` stands after `{late}`", expected, "put them in order")
        kept.append(phase)


def _rank(phase: PhaseId) -> int:
    return list(PhaseId).index(phase)


def _rollback(phase: Phase, path: Path) -> Iterator[Fault]:
    if phase.rollback == "forbidden":
        if phase.id is not PhaseId.RETIRE:
            yield Fault(
                (*path, "rollback"),
                f"the rollback of `{phase.id}` is forbidden",
                "a rollback for every phase before `retire`: action, max_minutes, data_loss",
                "say how it is undone, or up to when",
            )
        return
    if phase.id is PhaseId.RETIRE:
        yield Fault(
            (*path, "rollback"),
            "found a rollback of `retire`",
            "`forbidden`: what it destroys does not come back",
            "write `rollback: forbidden`",
        )
    elif phase.point_of_no_return is not None and phase.rollback.until is None:
        yield Fault(
            (*path, "rollback"),
            f"`{phase.id}` has a point of no return, and its rollback does not say until when it is possible",
            "`until`, in both languages",
            "add it",
        )


def _approvals(phase: Phase, path: Path) -> Iterator[Fault]:
    if phase.id in APPROVED and phase.approvals < APPROVALS:
        yield Fault(
            (*path, "approvals"),
            f"found {phase.approvals} approvals for `{phase.id}`",
            f"at least {APPROVALS}, of different persons, none of them the one who asked",
            f"write `approvals: {APPROVALS}`",
        )


def _drained(phase: Phase, path: Path) -> Iterator[Fault]:
    if not asks(phase.entry, DRAINED):
        yield Fault(
            (*path, "entry"),
            f"the entry gate of `freeze` does not ask for `{DRAINED}`",
            f"`{{measure: {DRAINED}, equals: 0}}`: what is in the airlock at a freeze is lost on both sides",
            "add the condition",
        )


def _retire(phase: Phase, path: Path) -> Iterator[Fault]:
    order, place = phase.order, (*path, "order")
    action = "keys go last: they are what makes backups of the legacy readable"
    if phase.point_of_no_return is None:
        yield Fault(
            path, "`retire` names no point of no return", "the act that cannot be undone", "add `point_of_no_return`"
        )
    if not order or order[-1] != LAST:
        found = f"the last of the order is `{order[-1]}`" if order else "`retire` has no order"
        yield Fault(place, found, f"`{LAST}` at its end", action)
    if "identity" not in order or "data" not in order or order.index("identity") > order.index("data"):
        yield Fault(
            place,
            "identity does not go before data",
            "`identity`, and after it `data`",
            "who could still write must be gone before anything is destroyed",
        )
    for index, part in enumerate(order):
        if part in order[:index]:
            yield Fault((*place, index), f"`{part}` stands here a second time", "each part once", "remove it")
