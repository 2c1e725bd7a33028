"""A receipt: what is to be, what was found, and what may be destroyed. `bastide/receipt/1`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import Document
from facts.errors import BadInput, Place
from facts.validate import validate
from stacks.approval import canonical

SCHEMA: Final = "bastide/receipt/1"
_MAX_BYTES: Final = 200_000_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wanted(_Strict):
    """One resource as the program wants it. No secret is in it, and no digest of one: a short one could be guessed.

    Attributes:
        inputs: values that JSON cannot say are objects with the one key `$bastide`: `secret` (there is one),
            `unknown` (known only after apply).
        options: those that are set.
    """

    type: str
    custom: bool
    parent: str
    inputs: dict[str, Any]
    options: dict[str, Any]


class StackPart(_Strict):
    """The desired state of one stack. `desired`: SHA-256 over `resources`."""

    stack: str
    estate: str
    layer: str
    cloud: str
    desired: str
    resources: dict[str, Wanted]


class Allowed(_Strict):
    """One deletion or replacement that is approved by name.

    Attributes:
        holds_data: None where nobody could tell when the receipt was made.
        planned: whether the comparison showed it; None where nothing was compared.
    """

    operation: Literal["delete", "replace"]
    urn: str
    holds_data: bool | None
    planned: bool | None


class Open(_Strict):
    """A failure at mandatory level that stands, and why it is known (`policies/shortfalls.yaml`)."""

    estate: str
    layer: str
    rule: str
    urn: str
    subject: str
    said: str
    cause: str


class Findings(_Strict):
    """What the rules said. `digest`: SHA-256 over all failures and unknowns; `counts`: by result and level."""

    digest: str
    counts: dict[str, int]
    open: tuple[Open, ...]


class Compared(_Strict):
    """What the plan was compared with to see deletions and replacements.

    Attributes:
        name: the revision as it was named; "" for a state.
        id: the full commit, or the SHA-256 of the file with the state, or of the preview against it.
    """

    kind: Literal["revision", "state"]
    name: str
    id: str


class Unreviewed(_Strict):
    """A run that broke the glass and that nobody has reviewed."""

    number: int
    stack: str
    time: str
    ticket: str
    reason: str
    digest: str


class Receipt(_Strict):
    """What is approved by signing it.

    Attributes:
        digest: SHA-256 over everything else.
        day: on which it was made and the rules were asked.
        expires: the last day on which it counts.
        facts: name of the facts that the rules went by.
        compared: None where nothing was compared: then only the names of what may be destroyed are known.
    """

    digest: str
    schema_: Literal["bastide/receipt/1"] = Field(alias="schema")
    day: date
    expires: date
    commit: str
    toolkit: str
    facts: str
    compared: Compared | None
    stacks: tuple[StackPart, ...]
    findings: Findings
    allowed: tuple[Allowed, ...]
    break_glass: tuple[Unreviewed, ...]

    def part(self, stack: str) -> StackPart | None:
        """The part about a stack."""
        return next((item for item in self.stacks if item.stack == stack), None)

    def allows(self, operation: str, urn: str) -> bool:
        """Whether this deletion or replacement is approved."""
        return any(item.operation == operation and item.urn == urn for item in self.allowed)


def made(content: dict[str, Any]) -> Receipt:
    """A receipt of everything but its digest. The content must be that of a receipt."""
    whole = {"schema": SCHEMA, **content}
    return Receipt.model_validate({**whole, canonical.DIGEST: canonical.own_digest(whole)})


def text(receipt: Receipt) -> str:
    """The file: equal receipts give equal bytes."""
    return canonical.text(receipt.model_dump(mode="json", by_alias=True))


def read(file: Path) -> Receipt:
    """The receipt in a file.

    Raises:
        BadInput: there is none, it is not what its digest says, or it is not written as this version writes it.
    """
    written = _text(file)
    data = _json(written, file)
    receipt = validate(Document(file, data, {}, {}), Receipt)
    if canonical.own_digest(data) != receipt.digest:
        raise _spoilt(file, "the content is not that of which the digest was made")
    if text(receipt) != written:
        raise _spoilt(file, "the file is not written as `bastide receipt` writes it")
    return receipt


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise _none(file, "a file that is too large for a receipt")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise _none(file, f"no file that can be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _none(file, "no text") from None


def _json(written: str, file: Path) -> dict[str, Any]:
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        raise _none(file, "no JSON") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise _none(file, "another document")
    return data


def _none(file: Path, found: str) -> BadInput:
    return BadInput(
        f"found {found}",
        place=Place(file, None, None, ""),
        expected=f"a receipt, `{SCHEMA}`",
        action="make one: bastide receipt STACK --output receipt.json",
    )


def _spoilt(file: Path, found: str) -> BadInput:
    return BadInput(
        found,
        place=Place(file, None, None, canonical.DIGEST),
        expected="a receipt as it was made",
        action="take the receipt that was approved, or make a new one and have it approved",
    )
