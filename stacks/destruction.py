"""Records of destruction: that a role's resources are gone, who attests it, and what papers show it.

A record is a file of its own, `stacks/retired/ID.yaml`; what is retired names it by its id and its SHA-256. What the
papers say is for people to read: here they are only held to their digests.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from components.contract.fields import Sentence
from facts.day import Day
from facts.document import Document, read
from facts.errors import BadInput, Place
from facts.validate import validate

FOLDER: Final = "retired"
"""Beside the list of what is retired: its receipts and its records of destruction."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Strict):
    """A record as the list names it. `sha256`: of the bytes of its file."""

    id: RecordId
    sha256: Digest


class Paper(_Strict):
    """What somebody handed over, such as a provider's certificate: a file beside the record."""

    file: FileName
    sha256: Digest


class Destruction(_Strict):
    """`bastide/destruction/1`.

    Attributes:
        stack, role, name: what is gone, as the list names it.
        destroyed_on: the day of the destruction, not of the record.
        how: what was done, and what was looked at to see it done.
        attested_by: who says so: a function of ours, or the provider.
    """

    schema_: Literal["bastide/destruction/1"] = Field(alias="schema")
    id: RecordId
    stack: str
    role: str
    name: str
    destroyed_on: Day
    how: Sentence
    attested_by: Sentence
    papers: tuple[Paper, ...] = ()


def destroyed(evidence: Evidence, folder: Path, place: Place) -> tuple[Destruction, Document]:
    """The record that is named, and where in it everything stands.

    Args:
        folder: of the estates.
        place: where the evidence is named.

    Raises:
        BadInput: there is no such record, it or a paper of it is not the one of that digest, or it is wrong.
    """
    file = folder / FOLDER / f"{evidence.id}.yaml"
    _require_digest(file, evidence.sha256, place)
    document = read(file, what="a record of destruction")
    record = validate(document, Destruction)
    if record.id != evidence.id:
        raise BadInput(
            f"found the record `{record.id}` in {file.name}",
            place=document.place(("id",)),
            expected=f"`{evidence.id}`: a record is named by its file",
            action="name the right record",
        )
    for number, paper in enumerate(record.papers):
        _require_digest(file.with_name(paper.file), paper.sha256, document.place(("papers", number)))
    return record, document


def _require_digest(file: Path, wanted: str, place: Place) -> None:
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput(
            f"found `{file.name}` as evidence of destruction, which cannot be read: {error.strerror}",
            place=place,
            expected=f"a file in stacks/{FOLDER}/ with the SHA-256 {wanted[:12]}...",
            action="add the file as it was handed over, or correct the name",
        ) from None
    if found != wanted:
        raise BadInput(
            f"found `{file.name}` with the SHA-256 {found[:12]}..., which is not the evidence that is named",
            place=place,
            expected=f"the SHA-256 {wanted[:12]}...",
            action="restore the file from git, or have the list name the new one in a reviewed commit",
        )
