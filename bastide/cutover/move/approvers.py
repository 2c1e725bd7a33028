"""Who may approve phases: the list of allowed signers that the plan names, in OpenSSH's format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from bastide.cutover.move.checks.phases import APPROVALS
from bastide.cutover.move.model import Move
from facts.document import Document
from facts.errors import BadInput, Place

NAMESPACE: Final = "bastide-cutover"
ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"']+")
"""One address, in whatever way the one who asks is written: `Name <address>`, `address (me)`."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*$")
_PATTERNS: Final = frozenset("*?!,")
_KEY: Final = re.compile(r"(sk-)?(ssh|ecdsa)-")
_FIRST: Final = re.compile(r'(?:[^\s"]|"[^"]*")+(?=\s|$)')
_NAMESPACES: Final = re.compile(r'namespaces="([^"]*)"')


@dataclass(frozen=True)
class Signer:
    """One line of the list: an address (lower case), and whether its key may sign approvals of the move."""

    line: int
    name: str
    may: bool


def file_of(move: Move, folder: Path) -> Path:
    """Where the list stands."""
    return folder / move.approvers


def listed(document: Document, move: Move, folder: Path) -> Iterator[BadInput]:
    """Faults of the list itself: not beside the plan, not there, not readable, lines that are no signer."""
    place = document.place(("approvers",))
    if not _PLAIN.match(move.approvers):
        yield BadInput(
            f"found the list of approvers `{move.approvers}`",
            place=place,
            expected="the name of a file beside this one",
            action="move the list there: who may approve is committed with what is approved",
        )
        return
    try:
        _signers(file_of(move, folder))
    except FileNotFoundError:
        yield BadInput(
            f"there is no list of approvers `{move.approvers}`",
            place=place,
            expected="a file in OpenSSH's format of allowed signers beside this one",
            action="create it, with a line for each person who may approve",
        )
    except OSError as error:
        yield BadInput(
            f"the list of approvers `{move.approvers}` cannot be read: {error.strerror}",
            place=place,
            action="check that it is a file and its rights",
        )
    except BadInput as error:
        yield error


def persons(move: Move, folder: Path) -> frozenset[str]:
    """Addresses, in lower case, of who may sign approvals of this move. Their number is not judged.

    Raises:
        BadInput: a line of the list is no signer, or names more than one person.
        OSError: it is not there.
    """
    return frozenset(signer.name for signer in _signers(file_of(move, folder)) if signer.may)


def require_approvers(move: Move, folder: Path) -> frozenset[str]:
    """The same, where somebody is about to act.

    Raises:
        BadInput: too few persons may sign: one asks, and others approve.
    """
    found = persons(move, folder)
    needed = max([APPROVALS, *(phase.approvals for phase in move.phases)])
    if len(found) <= needed:
        raise BadInput(
            f"{len(found)} persons may sign for the move",
            place=Place(file_of(move, folder), None, None, ""),
            expected=f"at least {needed + 1}: one who asks, and {needed} others who approve",
            action=f'add a line for each: ADDRESS namespaces="{NAMESPACE}" ssh-ed25519 AAAA...',
        )
    return found


def require_listed(asks: str, found: frozenset[str], file: Path) -> None:
    """Raises BadInput where whoever asks (an address, or a name with one) could not sign the request."""
    if not found & set(ADDRESS.findall(asks.lower())):
        raise BadInput(
            f"found --by {asks}",
            place=Place(file, None, None, ""),
            expected="an address of this list, whose key may sign for the move: whoever asks signs the request",
            action=f'name one, or add a line: ADDRESS namespaces="{NAMESPACE}" ssh-ed25519 AAAA...',
        )


def _signers(file: Path) -> list[Signer]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start} is not UTF-8",
            place=Place(file, None, None, ""),
            expected="a list of approvers as UTF-8 text",
            action="save it as UTF-8",
        ) from None
    lines = enumerate(text.splitlines(), start=1)
    return [_signer(line.strip(), number, file) for number, line in lines if line.strip() and line.strip()[0] != "#"]


def _signer(line: str, number: int, file: Path) -> Signer:
    place = Place(file, number, 1, "")
    name, rest = (*line.split(maxsplit=1), "")[:2]
    if _PATTERNS & set(name) or not rest:
        raise BadInput(
            f"found the approver `{name[:60]}`, which is not one person with a key",
            place=place,
            expected="ADDRESS, options, a public key; no patterns and no lists",
            action="write a line for each person",
        )
    first = _FIRST.match(rest)
    if first is None:
        raise BadInput(
            "a quotation mark is not closed", place=place, action="write the options as `man ssh-keygen` says"
        )
    options = "" if _KEY.match(first.group()) else first.group()
    return Signer(number, name.lower(), _may(options))


def _may(options: str) -> bool:
    """Whether the options of a line let its key sign for the move; by what date is left to OpenSSH."""
    if "cert-authority" in options:
        # it signs for whoever it certifies, which is not one person
        return False
    named = _NAMESPACES.search(options)
    return named is None or any(fnmatchcase(NAMESPACE, one.strip()) for one in named.group(1).split(","))
