"""Who has asked and who has approved: signatures, checked again at each reading. The journal says only that they are.

Nothing counts of a request whose asker has not signed it: else somebody could ask in another's name, and approve it.

Whether a key's time has begun or is over is judged by the time of the entry, so that an approval stands as it was given
when the key ends later. Who is taken from the list counts no more, also for what was signed before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from bastide.cutover.journal.entry import Entry, Event
from bastide.cutover.journal.signed import signed
from bastide.cutover.move.approvers import ADDRESS
from stacks.approval.signature import how_to_sign

NAMESPACE: Final = "bastide-cutover"
"""For what a request is signed."""


class Refused(StrEnum):
    """Why an entry `approved` or `signed` counts for nothing."""

    BEFORE = "it is about no request that was made before it"
    OTHER = "it names another wave or phase than the request"
    NOT_SIGNED = "the signature is not one of this request by somebody who may approve"
    SHARED = "the key is of several addresses: nobody can say whose approval it is"
    OWN = "whoever asks does not approve"
    AGAIN = "the person has approved already"
    NOT_ASKED = "whoever asks has not signed the request"
    NOT_ASKER = "it is not of whoever asks"


@dataclass(frozen=True)
class Approval:
    """One entry `approved` of a request, or one `signed`.

    Attributes:
        number: of the entry.
        person: the address that signed, in lower case; "" where nobody's signature was found.
        refused: None where it counts.
        reason: in OpenSSH's words why a signature counts for nothing; else "".
    """

    number: int
    person: str
    refused: Refused | None
    reason: str = ""


def text_to_sign(request_digest: str) -> bytes:
    """What a person signs to approve the request with this digest: exactly these bytes."""
    return f"bastide-cutover approval\n{request_digest}\n".encode("ascii")


def text_of_asker(request_digest: str) -> bytes:
    """What a person signs to say that the request with this digest is theirs: exactly these bytes."""
    return f"bastide-cutover request\n{request_digest}\n".encode("ascii")


def command_to_sign(file: Path) -> str:
    """The command by which a person signs a file that holds `text_to_sign` or `text_of_asker`."""
    return how_to_sign(file, NAMESPACE)


def approvers_of(entries: Sequence[Entry], request_digest: str, signers: str) -> frozenset[str]:
    """Addresses, in lower case, of different persons who have approved a request; never who asked.

    Args:
        entries: of a journal that was checked.
        signers: the committed list of who may approve, in OpenSSH's format of allowed signers.

    Raises:
        BadInput: `ssh-keygen` is missing; the list holds a pattern.
    """
    found = approvals_of(entries, request_digest, signers)
    return frozenset(item.person for item in found if item.refused is None)


def approvals_of(entries: Sequence[Entry], request_digest: str, signers: str) -> tuple[Approval, ...]:
    """Every entry that says it approves a request, in their order, and whether it counts. Raises as `approvers_of`."""
    request = _request(entries, request_digest)
    own = signatures_of_asker(entries, request_digest, signers)
    since = next((item.number for item in own if item.refused is None), None)
    found: list[Approval] = []
    for entry in _about(entries, Event.APPROVED, request_digest):
        known = {item.person for item in found if item.refused is None}
        asked = since is not None and since < entry.number
        found.append(_approval(entry, request, known, signers, asked=asked))
    return tuple(found)


def signatures_of_asker(entries: Sequence[Entry], request_digest: str, signers: str) -> tuple[Approval, ...]:
    """Every entry that says whoever asks has signed, in order, and whether it counts. Raises as `approvers_of`."""
    request = _request(entries, request_digest)
    return tuple(_of_asker(one, request, signers) for one in _about(entries, Event.SIGNED, request_digest))


def _request(entries: Sequence[Entry], digest: str) -> Entry | None:
    return next((one for one in entries if one.event is Event.REQUESTED and one.digest == digest), None)


def _about(entries: Sequence[Entry], event: Event, request_digest: str) -> list[Entry]:
    return [one for one in entries if one.event is event and one.request == request_digest]


def _of_asker(entry: Entry, request: Entry | None, signers: str) -> Approval:
    found = _signer(entry, request, text_of_asker, signers)
    if request is None or found.refused is not None or _asks(found.person, request.by):
        return found
    return Approval(entry.number, found.person, Refused.NOT_ASKER)


def _approval(entry: Entry, request: Entry | None, known: set[str], signers: str, *, asked: bool) -> Approval:
    found = _signer(entry, request, text_to_sign, signers)
    if request is None or found.refused is not None:
        return found
    if _asks(found.person, request.by):
        return Approval(entry.number, found.person, Refused.OWN)
    if not asked:
        return Approval(entry.number, found.person, Refused.NOT_ASKED)
    return Approval(entry.number, found.person, Refused.AGAIN if found.person in known else None)


def _signer(entry: Entry, request: Entry | None, text: Callable[[str], bytes], signers: str) -> Approval:
    """The one person who has signed this text of a request, or why there is none."""
    if request is None or entry.number < request.number:
        return Approval(entry.number, "", Refused.BEFORE)
    if (entry.wave, entry.phase) != (request.wave, request.phase):
        return Approval(entry.number, "", Refused.OTHER)
    shown = signed(text(request.digest), entry.signature.encode("utf-8"), signers, NAMESPACE, entry.time)
    if not shown.names:
        return Approval(entry.number, "", Refused.NOT_SIGNED, shown.reason)
    if len(shown.names) > 1:
        return Approval(entry.number, "", Refused.SHARED)
    (person,) = shown.names
    return Approval(entry.number, person, None)


def _asks(person: str, by: str) -> bool:
    """Whether an address stands in what the asker is called: `Name <address>`, `address (me)`."""
    return person in ADDRESS.findall(by.lower())
