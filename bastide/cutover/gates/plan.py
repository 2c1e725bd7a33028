"""Which plan a gate is judged by."""

from __future__ import annotations

from bastide.cutover.move.model import Move
from stacks.approval.canonical import digest_of


def digest(move: Move) -> str:
    """SHA-256 over what the plan says; comments, order of keys and layout do not count."""
    return digest_of(move.model_dump(mode="json", by_alias=True))
