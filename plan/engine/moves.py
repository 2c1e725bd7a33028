"""The stacks on which a move rests, by the Pulumi engine: bootstrap and hub of the legacy and of the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plan.engine.children import Host
from plan.engine.estate import BELOW, Progress, Target, previews, ups
from plan.engine.session import Session

if TYPE_CHECKING:
    from stacks.cutover import Cutover


def ends_of(move: Cutover) -> tuple[Target, ...]:
    """The two estates that a move joins, as an engine run sees the layers that it reads."""
    return tuple(Target(end.name, end.cloud.value, BELOW) for end in move.ends)


def show_ends(
    session: Session,
    host: Host,
    ends: Sequence[Target],
    on_progress: Progress | None = None,
    *,
    applied: bool = False,
) -> None:
    """Preview what the move reads, so that the session knows its outputs. The move's host builds all of them.

    `applied`: the session has states of them, which are compared with.

    Raises:
        BadInput: what the program was given is wrong.
        EngineFailed: the engine failed.
    """
    for end in ends:
        if not applied:
            _add(session, end)
        previews(session, host, end, (), on_progress)


def apply_ends(session: Session, host: Host, ends: Sequence[Target], on_progress: Progress | None = None) -> None:
    """The same, applied at the session's providers. Raises as `show_ends`."""
    for end in ends:
        _add(session, end)
        ups(session, host, end, (), on_progress)


def _add(session: Session, end: Target) -> None:
    for layer in end.layers:
        session.add_stack(end.stack(layer))
