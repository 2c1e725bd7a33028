"""Signatures of people, checked by OpenSSH's `ssh-keygen`. Nothing is signed here: keys stay where they are."""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place
from stacks.approval.refused import NotApproved

NAMESPACE: Final = "bastide-receipt"
_SECONDS: Final = 30
_PATTERNS: Final = frozenset("*?!,")


class NotSigned(Exception):
    """The bytes are signed by nobody of the list, for this reason.

    Attributes:
        name: the address whose key it is, and that did not sign these bytes for this purpose; "" for nobody's key.
    """

    def __init__(self, reason: str, name: str = "") -> None:
        self.reason, self.name = reason, name
        super().__init__(reason)


def signature_of(receipt: Path) -> Path:
    """Where `ssh-keygen -Y sign` puts the signature of a file."""
    return receipt.with_name(f"{receipt.name}.sig")


def how_to_sign(file: Path, namespace: str = NAMESPACE) -> str:
    """The command by which a person signs a file for a purpose."""
    return f"ssh-keygen -Y sign -n {namespace} -f KEY {file}"


def people(
    content: bytes, signature: bytes, allowed: str, namespace: str, at: datetime | None = None
) -> frozenset[str]:
    """Addresses, in lower case, whose key signed these bytes for a purpose. Never empty.

    More than one only where the list gives one key to several addresses.

    Args:
        signature: as `ssh-keygen -Y sign` writes it.
        allowed: allowed signers in OpenSSH's format.
        namespace: the purpose.
        at: the moment, with its zone, by which the list's times (`valid-after`, `valid-before`) are judged; times of
            the list without a zone are then in UTC, so that every machine says the same. None: now.

    Raises:
        NotSigned: it is no signature of these bytes for that purpose, or its key is nobody's of the list.
        BadInput: `ssh-keygen` is missing; the list holds a pattern.
    """
    with tempfile.TemporaryDirectory(prefix="bastide-") as folder:
        given, listed = Path(folder) / "signature", Path(folder) / "allowed"
        given.write_bytes(signature)
        names = _names(given, listed, allowed, at)
        if not names:
            raise NotSigned("its key is of nobody who may sign")
        listed.write_text(allowed, encoding="utf-8")
        for name in sorted(names):
            _require_one(name)
            done = _run(["verify", "-s", str(given), "-f", str(listed), "-I", name, "-n", namespace], content, at)
            if done.returncode != 0:
                said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
                raise NotSigned(said[-1] if said else "without a word", name)
    return frozenset(name.lower() for name in names)


def _names(signature: Path, listed: Path, allowed: str, at: datetime | None) -> frozenset[str]:
    """Every address that the list gives the signature's key."""
    found: set[str] = set()
    # OpenSSH stops at the first line with the key: each line is asked for alone, so that no name hides behind another
    for text in (allowed, *(line for line in allowed.splitlines() if line.strip() and not line.startswith("#"))):
        listed.write_text(f"{text}\n", encoding="utf-8")
        done = _run(["find-principals", "-s", str(signature), "-f", str(listed)], at=at)
        if done.returncode == 0:
            found.update(done.stdout.decode(errors="replace").split())
        elif text is allowed:
            break
    return frozenset(found)


def signers(receipt: Path, approvers: str, signature: Path | None = None, at: datetime | None = None) -> frozenset[str]:
    """Addresses of the approvers, in lower case, whose key made a signature of a receipt. Never empty.

    Args:
        approvers: allowed signers in OpenSSH's format.
        signature: its file; None: the one beside the receipt that `ssh-keygen -Y sign` makes.
        at: as `people` has it.

    Raises:
        NotApproved: there is no signature, it is not one of these bytes, or its key is nobody's of the list.
        BadInput: a file cannot be read; `ssh-keygen` is missing; the list holds a pattern.
    """
    signature = signature or signature_of(receipt)
    if not signature.is_file():
        raise NotApproved([f"there is no signature {signature.name} beside the receipt"], how_to_sign(receipt))
    try:
        return people(_bytes(receipt), _bytes(signature), approvers, NAMESPACE, at)
    except NotSigned as error:
        if not error.name:
            raise NotApproved(
                [f"the key of {signature.name} is of nobody who may approve"],
                f"have it signed by somebody of stacks/approvers: {how_to_sign(receipt)}",
            ) from None
        raise NotApproved(
            [f"the signature of {error.name} is not one of this receipt: {error.reason}"],
            f"have this receipt signed: {how_to_sign(receipt)}",
        ) from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {error.strerror}",
            place=Place(file, None, None, ""),
            action="check that it is a file and its rights",
        ) from None


def _require_one(name: str) -> None:
    if _PATTERNS & set(name):
        raise BadInput(
            f"found the approver `{name}`, which is not one person",
            place=Place(Path("stacks/approvers"), None, None, ""),
            expected="one address a line, without patterns and lists",
            action="write a line for each person",
        )


def _run(arguments: list[str], content: bytes = b"", at: datetime | None = None) -> subprocess.CompletedProcess[bytes]:
    moment = [] if at is None else ["-O", f"verify-time={at.astimezone(UTC):%Y%m%d%H%M%S}"]
    # not the suffix `Z`, which older versions of OpenSSH do not know
    zone = None if at is None else {**os.environ, "TZ": "UTC0"}
    try:
        return subprocess.run(
            ["ssh-keygen", "-Y", *arguments, *moment],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=zone,
        )
    except FileNotFoundError:
        raise BadInput(
            "there is no ssh-keygen",
            expected="OpenSSH 8.2 or newer: it checks signatures",
            action="install OpenSSH's client (Debian and Ubuntu: openssh-client)",
        ) from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"ssh-keygen has not ended after {_SECONDS} s", action="run it by hand") from None
