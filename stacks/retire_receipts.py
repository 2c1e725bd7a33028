"""Under which receipt a role loses its protection: `stacks/retired/DIGEST.json`, with a signature for each approver.

It is a receipt of a commit before, like any other, that allows the deletion of the role's resources by name: no receipt
can be of the commit that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place
from stacks.approval import receipt as receipts
from stacks.approval.receipt import Receipt, StackPart, Wanted
from stacks.approval.refused import NotApproved
from stacks.approval.signature import how_to_sign
from stacks.approval.verify import approved, of_stack
from stacks.destruction import FOLDER

Leaf = tuple[str, str]
"""Type and name of a resource of a role."""
_END_OF_DAY: Final = time(23, 59, 59, tzinfo=UTC)
_AGAIN: Final = (
    "make a new receipt that allows it, have it signed by all who approve, and name it: docs/cutover-stacks.md"
)


@dataclass(frozen=True)
class Lift:
    """What a receipt is asked for.

    Attributes:
        digest: of the receipt.
        stack, role, name: whose protection goes.
        requested_by, approved_by: addresses.
        on: the day of the approval.
        place: where the list names the receipt.
    """

    digest: str
    stack: str
    role: str
    name: str
    requested_by: str
    approved_by: frozenset[str]
    on: date
    place: Place


def leaves(lift: Lift, folder: Path) -> frozenset[Leaf]:
    """The role's resources whose protection may go. Never empty. Signatures are not looked at.

    Raises:
        BadInput: there is no such receipt, it was changed, is of another stack or day, or does not allow the deletion
            of everything of the role that it shows as protected or kept.
    """
    receipt = _read(lift, folder)
    if not receipt.day <= lift.on <= receipt.expires:
        raise _refused(
            lift, f"the receipt counts from {receipt.day} to {receipt.expires}, and was approved on {lift.on}"
        )
    try:
        of_stack(receipt, lift.stack)
    except NotApproved as error:
        raise _refused(lift, *error.reasons) from None
    part = receipt.part(lift.stack)
    return _allowed(lift, receipt, part) if part else frozenset()


def require_signed(lift: Lift, folder: Path) -> None:
    """Return where everybody who is listed as an approver has signed the receipt, and who requests has not.

    Raises:
        BadInput: a signature is missing or does not hold, or its commit is not in this clone.
    """
    file = _file(lift, folder)
    signed: set[str] = set()
    for signature in sorted(file.parent.glob(f"{file.name}*.sig")):
        signed |= _signer(lift, file, folder.parent, signature)
    if lift.requested_by in signed:
        raise _refused(lift, f"{lift.requested_by} has signed it, and requests it: who requests does not approve")
    if missing := sorted(lift.approved_by - signed):
        raise _refused(
            lift,
            f"{', '.join(missing)} has not signed it",
            action=f"{how_to_sign(file)}; of several signatures each has a name of its own: {file.name}.NAME.sig",
        )


def require_in_time(lift: Lift, folder: Path, today: date) -> None:
    """Raise BadInput where the receipt is over, or the approval is of a day to come."""
    receipt = _read(lift, folder)
    if today > receipt.expires:
        raise _refused(lift, f"the receipt ended on {receipt.expires}; it is {today}")
    if today < lift.on:
        raise _refused(
            lift, f"it was approved on {lift.on}, and it is only {today}", action="check the clock, or correct the day"
        )


def _file(lift: Lift, folder: Path) -> Path:
    return folder / FOLDER / f"{lift.digest}.json"


def _read(lift: Lift, folder: Path) -> Receipt:
    file = _file(lift, folder)
    if not file.is_file():
        raise _refused(lift, f"there is no file {FOLDER}/{file.name}", action=f"add the receipt, or {_AGAIN}")
    receipt = receipts.read(file)
    if receipt.digest != lift.digest:
        raise _refused(lift, f"{FOLDER}/{file.name} holds the receipt {receipt.digest[:12]}")
    return receipt


def _signer(lift: Lift, file: Path, root: Path, signature: Path) -> frozenset[str]:
    at = datetime.combine(lift.on, _END_OF_DAY)
    try:
        _, names = approved(file, root, lift.on, signature, at)
    except NotApproved as error:
        raise _refused(lift, *error.reasons, action=error.action) from None
    if len(names) > 1:
        raise _refused(
            lift, f"the key of {signature.name} is of {', '.join(sorted(names))}: nobody can say whose it is"
        )
    return names


def _allowed(lift: Lift, receipt: Receipt, part: StackPart) -> frozenset[Leaf]:
    owned = dict(_owned(lift, part))
    named = {urn for urn in owned if receipt.allows("delete", urn)}
    held = {urn for urn, item in owned.items() if item.options.get("protect") or item.options.get("retain_on_delete")}
    if not named:
        raise _refused(lift, f"it allows the deletion of nothing of `{lift.role} {lift.name}`")
    if left := sorted(held - named):
        raise _refused(lift, f"it does not allow the deletion of {left[0]}, which is protected or kept")
    return frozenset((owned[urn].type, urn.rpartition("::")[2]) for urn in named)


def _owned(lift: Lift, part: StackPart) -> Iterator[tuple[str, Wanted]]:
    """Cloud resources of the role itself, not of roles below it, by URN."""
    for urn, item in part.resources.items():
        if item.custom and _role(item.parent) == (lift.role, lift.name):
            yield urn, item


def _role(urn: str) -> tuple[str, str]:
    """Path and name of the role that has this URN; empty texts for what is no URN."""
    parts = urn.split("::", 3)
    if len(parts) < 4:
        return "", ""
    kinds = [kind.rpartition(":")[2] for kind in parts[2].split("$") if kind.startswith("bastide:")]
    return "/".join(kinds), parts[3]


def _refused(lift: Lift, *reasons: str, action: str = _AGAIN) -> BadInput:
    return BadInput(
        f"found the receipt {lift.digest[:12]} for `{lift.role} {lift.name}` of {lift.stack}: {'; '.join(reasons)}",
        place=lift.place,
        expected="a receipt that approves just this, signed by all who are named",
        action=action,
    )
