"""What the commands of the move share: the plan, the journal, who may approve, and the moment."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bastide.commands.terminal import stacks_folder
from facts.errors import BadInput

if TYPE_CHECKING:
    from bastide.cutover.gates.situation import Situation
    from bastide.cutover.journal.entry import Content, Entry
    from bastide.cutover.journal.store import Store
    from bastide.cutover.move.model import Move, PhaseId


@dataclass(frozen=True)
class Opened:
    """The plan of the checkout and its journal.

    Attributes:
        folder: of the estates.
        plan: digest of `move`.
    """

    folder: Path
    move: Move
    plan: str
    store: Store

    @cached_property
    def signers(self) -> str:
        """The list of approvers, as the checked-out commit has it. Git is asked only once a signature is looked at."""
        from stacks.approval import repository  # noqa: PLC0415

        root = self.folder.parent
        return repository.file_at(root, repository.head(root), f"{self.folder.name}/{self.move.approvers}")

    def approvers(self, entries: Sequence[Entry], request: str) -> frozenset[str]:
        """Who has validly approved a request."""
        from bastide.cutover.journal.approvals import approvers_of  # noqa: PLC0415

        return approvers_of(entries, request, self.signers)

    def asked(self, entries: Sequence[Entry], request: str) -> bool:
        """Whether whoever asks has validly signed a request."""
        from bastide.cutover.journal.approvals import signatures_of_asker  # noqa: PLC0415

        return any(one.refused is None for one in signatures_of_asker(entries, request, self.signers))

    def situation(self, entries: Sequence[Entry], now: datetime) -> Situation:
        """What a step is judged by."""
        from bastide.cutover.gates.situation import Situation  # noqa: PLC0415

        return Situation(
            move=self.move,
            plan=self.plan,
            approvers=self.approvers,
            entries=tuple(entries),
            now=now,
            by=f"{getpass.getuser()}@{socket.gethostname()}",
            asked=self.asked,
            why_not=self._why_not,
        )

    def seen(self, now: datetime) -> Situation:
        """The journal as it was at a moment."""
        return self.situation([entry for entry in self.store.read().entries if entry.time <= now], now)

    def append(self, step: Callable[[Situation], Content]) -> Entry:
        """Write what a step gives, judged while nobody else can write.

        Raises:
            NotAllowed, BadInput: as the step does; nothing is written then.
        """
        # judged once before anything is opened for writing: what is refused leaves nothing behind
        step(self.situation(self.store.read().entries, datetime.now(UTC)))
        return self.store.append(lambda known: step(self.situation(known, datetime.now(UTC))))

    def _why_not(self, entries: Sequence[Entry], request: str) -> str:
        from bastide.cutover.journal.approvals import approvals_of, signatures_of_asker  # noqa: PLC0415
        from bastide.cutover.journal.entry import Event  # noqa: PLC0415

        judged = signatures_of_asker if entries[-1].event is Event.SIGNED else approvals_of
        found = judged(entries, request, self.signers)[-1]
        parts = [found.person, str(found.refused or ""), found.reason]
        return ": ".join(part for part in parts if part)


def opened() -> Opened:
    """Those of the checkout in which the command runs.

    Raises:
        BadInput: the plan is wrong, or the journal is somewhere that cannot be.
    """
    from bastide.cutover.gates.plan import digest  # noqa: PLC0415
    from bastide.cutover.journal.opened import open_store  # noqa: PLC0415
    from bastide.cutover.move.load import load_move  # noqa: PLC0415

    folder = stacks_folder()
    move = load_move(folder)
    return Opened(folder, move, digest(move), open_store(folder.parent))


def phase_named(text: str) -> PhaseId:
    """The phase of that name. Raises BadInput where there is none."""
    from bastide.cutover.move.model import PhaseId  # noqa: PLC0415

    try:
        return PhaseId(text)
    except ValueError:
        raise BadInput(
            f"there is no phase `{text}`", expected=f"one of {', '.join(PhaseId)}", action="name one of them"
        ) from None


def moment(text: str, option: str) -> datetime:
    """A moment on the command line, in UTC. Raises BadInput where it is none, or has no offset from UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadInput(
            f"found {option} {text}",
            expected="a moment with its offset from UTC: 2026-11-28T22:15+01:00",
            action="write it so",
        )
    return found.astimezone(UTC)


def moment_or_now(text: str, option: str) -> datetime:
    """The same; the present where nothing is said."""
    return moment(text, option) if text else datetime.now(UTC)
