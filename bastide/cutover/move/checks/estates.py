"""Faults of the two names: legacy and target are two different estates of the repository."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from bastide.cutover.move.model import Move
from components.contract.addresses import Fault


def faults(move: Move, known: Collection[str]) -> Iterator[Fault]:
    """`known`: names of the estates that there are."""
    for side in ("legacy", "target"):
        name = getattr(move, side)
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            yield Fault(
                (side,),
                f"there is no estate `{name}`",
                f"one of {', '.join(known)}" if known else "an estate file beside this one",
                f"did you mean `{near[0]}`?" if near else "correct the name",
            )
    if move.legacy == move.target:
        yield Fault(
            ("target",), f"legacy and target are both `{move.legacy}`", "two estates", "name the estate to move to"
        )
