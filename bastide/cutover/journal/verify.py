"""Whether the journal is what it was: its anchors, and what after them nobody vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.head import NAMESPACE, Anchor, Head, head_of
from bastide.cutover.journal.signed import signed
from stacks.approval.chain_file import Kept


class Wrong(StrEnum):
    """What is wrong with an anchor, or with the journal as an anchor shows it."""

    UNSIGNED = "unsigned"  # there is no signature beside it
    NOT_BY = "not-by"  # its signature is not one of these bytes by somebody of the list
    OTHER = "other"  # it is of another journal: or all entries were made anew
    CUT = "cut"  # the journal ends before the entry that it names
    CHANGED = "changed"  # the entry of that number is another one


@dataclass(frozen=True)
class Fault:
    """One anchor that does not hold. `detail`: OpenSSH's words, or digests and numbers; may be ""."""

    anchor: str
    number: int
    wrong: Wrong
    detail: str = ""


@dataclass(frozen=True)
class Vouched:
    """One anchor that holds: everything up to `number` is as it was when these persons signed."""

    anchor: str
    number: int
    names: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """What was found in a journal whose chain is whole.

    Attributes:
        entries: how many there are.
        torn: bytes at the end that an interrupted writer left.
    """

    entries: int
    head: Head | None
    torn: int
    vouched: tuple[Vouched, ...]
    faults: tuple[Fault, ...]

    @property
    def anchored(self) -> int:
        """The last entry that somebody vouches for; 0: none."""
        return max((item.number for item in self.vouched), default=0)

    @property
    def open(self) -> int:
        """How many entries after it nobody vouches for: their loss or change would not be found."""
        return self.entries - self.anchored

    def is_well(self, *, strict: bool = False) -> bool:
        """Whether there are entries and nothing is wrong; strictly also that somebody vouches for every one.

        No entry at all is not well: a journal that was deleted looks like one that was not begun.
        """
        well = self.entries > 0 and not self.faults and not self.torn
        return well and (not strict or self.open == 0)


def verify(kept: Kept[Entry], anchors: Sequence[Anchor], signers: str) -> Verdict:
    """Hold a journal, whose chain the reading has checked, against its anchors.

    Args:
        signers: the committed list of who may sign anchors, in OpenSSH's format of allowed signers.

    Raises:
        BadInput: `ssh-keygen` is missing; the list holds a pattern.
    """
    found = [_judged(kept.entries, anchor, signers) for anchor in anchors]
    return Verdict(
        entries=len(kept.entries),
        head=head_of(kept.entries),
        torn=len(kept.torn),
        vouched=tuple(item for item in found if isinstance(item, Vouched)),
        faults=tuple(item for item in found if isinstance(item, Fault)),
    )


def _judged(entries: Sequence[Entry], anchor: Anchor, signers: str) -> Vouched | Fault:
    head = anchor.head
    if anchor.signature is None:
        return Fault(anchor.name, head.number, Wrong.UNSIGNED)
    shown = signed(anchor.content, anchor.signature, signers, NAMESPACE)
    if not shown.names:
        return Fault(anchor.name, head.number, Wrong.NOT_BY, shown.reason)
    if entries and entries[0].digest != head.journal:
        return Fault(anchor.name, head.number, Wrong.OTHER, f"{head.journal[:12]}, {entries[0].digest[:12]}")
    if len(entries) < head.number:
        return Fault(anchor.name, head.number, Wrong.CUT, str(head.number - len(entries)))
    entry = entries[head.number - 1]
    if (entry.digest, entry.time) != (head.digest, head.time):
        return Fault(anchor.name, head.number, Wrong.CHANGED, f"{head.digest[:12]}, {entry.digest[:12]}")
    return Vouched(anchor.name, head.number, shown.names)
