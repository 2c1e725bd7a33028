"""The signature of a receipt, checked by OpenSSH's `ssh-keygen`. Nothing is signed here: keys stay where they are."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place
from stacks.approval.refused import NotApproved

NAMESPACE: Final = "bastide-receipt"
_SECONDS: Final = 30
_PATTERNS: Final = frozenset("*?!,")


def signature_of(receipt: Path) -> Path:
    """Where `ssh-keygen -Y sign` puts the signature of a file."""
    return receipt.with_name(f"{receipt.name}.sig")


def how_to_sign(receipt: Path) -> str:
    """The command by which an approver signs."""
    return f"ssh-keygen -Y sign -n {NAMESPACE} -f KEY {receipt}"


def signers(receipt: Path, approvers: str) -> frozenset[str]:
    """Addresses of the approvers, in lower case, whose key made the signature beside a receipt. Never empty.

    Args:
        approvers: allowed signers in OpenSSH's format.

    Raises:
        NotApproved: there is no signature, it is not one of these bytes, or its key is nobody's of the list.
        BadInput: `ssh-keygen` is missing; the list holds a pattern.
    """
    signature = signature_of(receipt)
    if not signature.is_file():
        raise NotApproved([f"there is no signature {signature.name} beside the receipt"], how_to_sign(receipt))
    with tempfile.TemporaryDirectory(prefix="bastide-") as folder:
        allowed = Path(folder) / "approvers"
        allowed.write_text(approvers, encoding="utf-8")
        options = ["-s", str(signature.resolve()), "-f", str(allowed)]
        found = _run(["find-principals", *options])
        names = frozenset(found.stdout.decode(errors="replace").split()) if found.returncode == 0 else frozenset()
        if not names:
            raise NotApproved(
                [f"the key of {signature.name} is of nobody who may approve"],
                f"have it signed by somebody of stacks/approvers: {how_to_sign(receipt)}",
            )
        for name in sorted(names):
            _require_one(name)
            _require_signed(receipt, name, options)
    return frozenset(name.lower() for name in names)


def _require_one(name: str) -> None:
    if _PATTERNS & set(name):
        raise BadInput(
            f"found the approver `{name}`, which is not one person",
            place=Place(Path("stacks/approvers"), None, None, ""),
            expected="one address a line, without patterns and lists",
            action="write a line for each person",
        )


def _require_signed(receipt: Path, name: str, options: Sequence[str]) -> None:
    with receipt.open("rb") as content:
        done = _run(["verify", *options, "-I", name, "-n", NAMESPACE], content.fileno())
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else "without a word"
        raise NotApproved(
            [f"the signature of {name} is not one of this receipt: {reason}"],
            f"have this receipt signed: {how_to_sign(receipt)}",
        )


def _run(arguments: Sequence[str], stdin: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", "-Y", *arguments], stdin=stdin, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise BadInput(
            "there is no ssh-keygen",
            expected="OpenSSH 8.2 or newer: it checks the signature of a receipt",
            action="install OpenSSH's client (Debian and Ubuntu: openssh-client)",
        ) from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"ssh-keygen has not ended after {_SECONDS} s", action="run it by hand") from None
