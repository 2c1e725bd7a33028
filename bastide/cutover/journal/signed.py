"""Who signed some bytes for a purpose. Asked once for the same bytes, signature, list and moment; then remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from stacks.approval.signature import NotSigned, people


@dataclass(frozen=True)
class Signed:
    """What a signature shows.

    Attributes:
        names: addresses, in lower case; none where it counts for nothing.
        reason: why it counts for nothing, in OpenSSH's words or ours; "" where it counts.
    """

    names: frozenset[str]
    reason: str


@lru_cache(maxsize=4096)
def signed(content: bytes, signature: bytes, signers: str, namespace: str, at: datetime | None = None) -> Signed:
    """What a signature of `content` for `namespace` shows.

    Args:
        signers: allowed signers in OpenSSH's format.
        at: the moment by which the list's times are judged; None: the time of the first asking.

    Raises:
        BadInput: `ssh-keygen` is missing; the list holds a pattern.
    """
    try:
        return Signed(people(content, signature, signers, namespace, at), "")
    except NotSigned as error:
        return Signed(frozenset(), error.reason)
