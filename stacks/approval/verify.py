"""Whether a receipt is approved: its signature, who signed, and for how long."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

from stacks.approval import receipt as receipts
from stacks.approval import repository
from stacks.approval.receipt import Receipt
from stacks.approval.refused import NotApproved
from stacks.approval.settings import settings
from stacks.approval.signature import how_to_sign, signature_of, signers

APPROVERS: Final = "stacks/approvers"
_AGAIN: Final = "make a new receipt and have it approved: bastide receipt STACK --output receipt.json"


def approved(
    file: Path, root: Path, on: date, signature: Path | None = None, at: datetime | None = None
) -> tuple[Receipt, frozenset[str]]:
    """An approved receipt, and who approved it. Does not say that it is of what is checked out: see `of_checkout`.

    The list of approvers is that of the receipt's commit; who was added to it by that very commit does not count.

    Args:
        signature: the file of one of several signatures; None: the one that lies beside the receipt.
        at: the moment by which the times of the list's keys are judged; None: now.

    Raises:
        NotApproved: not signed, signed by nobody of the list or by who wrote it, or out of time.
        BadInput: no receipt, one that was changed, or git or `ssh-keygen` is missing.
    """
    receipt = receipts.read(file)
    _require_in_time(receipt, root, on)
    names = signers(file, repository.file_at(root, receipt.commit, APPROVERS), signature, at)
    parent = repository.first_parent(root, receipt.commit)
    if parent and names != signers(file, repository.file_at(root, parent, APPROVERS), signature, at):
        raise NotApproved(
            [f"{_all(names)} may approve only since the very commit of the receipt"],
            "have it signed by somebody who could approve before it",
        )
    own = names & repository.writers(root, receipt.commit)
    if own:
        raise NotApproved(
            [f"{_all(own)} wrote what the receipt is of: who writes a change does not approve it"],
            f"have it signed by somebody else: {how_to_sign(file)}",
        )
    return receipt, names


def of_checkout(receipt: Receipt, file: Path, root: Path) -> None:
    """Raises NotApproved or BadInput where what is checked out is not the commit of the receipt, and nothing else."""
    head = repository.head(root)
    if head != receipt.commit:
        raise NotApproved(
            [f"the receipt is of the commit {receipt.commit[:12]}, and {head[:12]} is checked out"],
            f"git checkout {receipt.commit[:12]}, or {_AGAIN}",
        )
    repository.require_clean(root, (file, signature_of(file)))


def of_stack(receipt: Receipt, stack: str) -> None:
    """Raises NotApproved where the receipt is not about this stack."""
    if receipt.part(stack) is None:
        raise NotApproved(
            [f"the receipt is of {', '.join(part.stack for part in receipt.stacks)}, and not of {stack}"], _AGAIN
        )


def _require_in_time(receipt: Receipt, root: Path, on: date) -> None:
    days = settings(root).receipt_days
    if on > receipt.expires:
        raise NotApproved([f"the receipt ended on {receipt.expires}; it is {on}"], _AGAIN)
    if on < receipt.day:
        raise NotApproved(
            [f"the receipt is of {receipt.day}, and it is only {on}"], "check the clock of this machine, or wait"
        )
    if (receipt.expires - receipt.day).days > days:
        raise NotApproved(
            [f"the receipt is for {(receipt.expires - receipt.day).days} days; {days} are the most"], _AGAIN
        )


def _all(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
