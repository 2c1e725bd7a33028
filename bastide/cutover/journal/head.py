"""The head of the journal, and anchors: heads that a person signed and that are kept elsewhere.

Whoever can write the journal can make it anew, with right digests, or leave out its end. It is found where somebody
else holds a signed head: the entry that it names must still be there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bastide.cutover.journal.entry import Digest, Entry
from facts.document import Document
from facts.errors import BadInput, Place
from facts.validate import validate
from stacks.approval.signature import signature_of

NAMESPACE: Final = "bastide-journal"
"""For what an anchor is signed."""
_MAX_BYTES: Final = 10_000
_SCHEMA: Final = "bastide/journal-anchor/1"


class Head(BaseModel):
    """The last entry of a journal, at some time.

    Attributes:
        journal: digest of the first entry: which journal it is.
        number, digest, time: of the last entry.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/journal-anchor/1"] = Field(alias="schema")
    journal: Digest
    number: Annotated[int, Field(ge=1, strict=True)]
    digest: Digest
    time: AwareDatetime


@dataclass(frozen=True)
class Anchor:
    """A head in a file, with the signature beside it.

    Attributes:
        name: the file's.
        content: its bytes, which are what is signed.
        signature: None where there is none.
    """

    name: str
    head: Head
    content: bytes
    signature: bytes | None


def head_of(entries: Sequence[Entry]) -> Head | None:
    """The head of these entries; None where there are none."""
    if not entries:
        return None
    last = entries[-1]
    return Head(schema=_SCHEMA, journal=entries[0].digest, number=last.number, digest=last.digest, time=last.time)


def text(head: Head) -> str:
    """The file of an anchor: equal heads give equal bytes."""
    data = head.model_dump(mode="json", by_alias=True)
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read_anchor(file: Path) -> Anchor:
    """The anchor in a file, and its signature. That the signature is good is not looked at here.

    Raises:
        BadInput: there is none, or it is not written as `bastide cutover journal anchor` writes it.
    """
    content = _bytes(file)
    head = validate(Document(file, _json(content, file), {}, {}), Head)
    if text(head).encode("utf-8") != content:
        raise _none(Place(file, None, None, ""), "a file that is written in another way")
    signature = signature_of(file)
    return Anchor(file.name, head, content, _bytes(signature) if signature.exists() else None)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise _none(Place(file, None, None, ""), "a file that is too large for one")
        return file.read_bytes()
    except OSError as error:
        raise _none(Place(file, None, None, ""), f"no file that can be read: {error.strerror}") from None


def _json(content: bytes, file: Path) -> Any:
    try:
        return json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise _none(Place(file, line, column, ""), "a byte that is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _none(Place(file, error.lineno, error.colno, ""), f"no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise _none(Place(file, 1, 1, ""), "no JSON of an anchor") from None


def _none(place: Place, found: str) -> BadInput:
    return BadInput(
        f"found {found}",
        place=place,
        expected=f"an anchor of the journal, `{_SCHEMA}`",
        action="name a file that `bastide cutover journal anchor --output FILE` has written",
    )
