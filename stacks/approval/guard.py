"""The guard of the program: whether this run may change what stands.

A preview may run anywhere. What changes something needs an approved receipt, or a broken glass: not a flag, but a file
that is looked at again here. Free of it are environments that are not production, and rehearsals: runs whose state lies
in the private folder of our own program host and ends with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pulumi

from components.contract.words import Stage
from facts.errors import BadInput
from stacks import retire
from stacks.approval import journal, repository
from stacks.approval.refused import NotApproved
from stacks.approval.settings import settings
from stacks.approval.verify import approved, of_checkout, of_stack
from stacks.catalogue import FOLDER, resolve
from stacks.intents import intent_of

RECEIPT: Final = "BASTIDE_RECEIPT"
"""Names the file of the receipt that the run is approved by."""
DIGEST: Final = "BASTIDE_RECEIPT_DIGEST"
"""The digest of that receipt: the file may not be another one by now."""
BROKEN: Final = "BASTIDE_BREAK_GLASS"
"""The digest of the journal's entry that the run began with."""

_HOST: Final = ("plan", "engine", "host.py")


def require_approved(stack: str, environment: Mapping[str, str] | None = None, folder: Path = FOLDER) -> None:
    """Return where a run that changes things may go on.

    Raises:
        NotApproved: it may not.
        BadInput: there is no such stack, or a file that the decision rests on is wrong.
    """
    if not is_guarded(stack, folder) or _is_rehearsal(stack):
        return
    given = os.environ if environment is None else environment
    root = folder.parent
    if digest := given.get(BROKEN):
        _require_broken(stack, digest, root)
    elif RECEIPT in given:
        _require_receipt(stack, Path(given[RECEIPT]), given.get(DIGEST, ""), root)
    else:
        raise NotApproved(
            [f"{stack} is in production, and this run was not started by `bastide up`"],
            f"bastide up {stack} --receipt FILE; how to get one, and what to do in an emergency: docs/receipt.md",
        )


def require_retirement(stack: str, folder: Path = FOLDER) -> None:
    """Return where what `retire.yaml` takes the protection off may lose it today, in production or not.

    A broken glass does not do: no emergency needs protection lifted without two who approve.

    Raises:
        BadInput: a receipt or a record of destruction does not hold: see `retire.require_in_force`.
    """
    if not _is_rehearsal(stack):
        retire.require_in_force(stack, folder, date.today())


def is_guarded(stack: str, folder: Path = FOLDER) -> bool:
    """Whether a stack is guarded: all are, but environments that the intent calls non-production.

    Raises:
        BadInput: there is no such stack, or a file of its estate is wrong.
    """
    estate, layer = resolve(stack, folder)
    open_ones = {
        item.name for item in intent_of(folder / f"{estate}.yaml").environments if item.stage is Stage.NON_PRODUCTION
    }
    return layer not in open_ones


def _is_rehearsal(stack: str) -> bool:
    """Whether this is our own program host, and the stack's state one that it keeps for the length of its run."""
    main = Path(getattr(sys.modules["__main__"], "__file__", None) or "")
    if main.parts[-len(_HOST) :] != _HOST or len(sys.argv) < 4:
        return False
    private = Path(sys.argv[3]).parent
    return (private / "state" / ".pulumi" / "stacks" / "bastide" / f"{stack}.json").is_file()


def _require_receipt(stack: str, file: Path, digest: str, root: Path) -> None:
    receipt, _ = approved(file, root, date.today())
    if receipt.digest != digest:
        raise NotApproved(
            [f"{file.name} is not the receipt that the run was started with"], f"bastide up {stack} --receipt FILE"
        )
    of_stack(receipt, stack)
    of_checkout(receipt, file, root)


def _require_broken(stack: str, digest: str, root: Path) -> None:
    entry = journal.under_way(journal.read(journal.path(root)), digest)
    again = f"bastide up {stack} --break-glass --reason TEXT --ticket ID"
    if entry is None:
        raise NotApproved([f"{journal.NAME} has no run under way with the digest {digest[:12]}"], again)
    if (entry.stack, entry.commit) != (stack, repository.head(root)):
        raise NotApproved([f"the glass was broken for {entry.stack} at {entry.commit[:12]}"], again)
    if datetime.now(UTC) - entry.time > timedelta(hours=settings(root).break_glass_hours):
        raise NotApproved([f"the glass was broken at {entry.time:%Y-%m-%d %H:%M} UTC, too long ago"], again)


def main() -> None:
    """Entry for the Pulumi engine: a run that is not approved ends with one message, before anything is registered."""
    if pulumi.runtime.is_dry_run():
        return
    try:
        require_approved(pulumi.get_stack())
        require_retirement(pulumi.get_stack())
    except (BadInput, NotApproved) as error:
        raise pulumi.RunError(error.message()) from None
