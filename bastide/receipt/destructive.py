"""Deletions and replacements in a plan, and which of them nobody has allowed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from facts.errors import BadInput, Place
from plan.model import LayerPlan, Operation, PlannedResource
from policies.erasing import erases
from policies.kinds.tables import entry_of
from policies.kinds.vocabulary import is_data
from stacks.approval.receipt import Allowed

_WORDS: Final[dict[str, Literal["delete", "replace"]]] = {"delete": "delete", "replace": "replace"}
_URN: Final = "urn:pulumi:"
_ENGINE: Final = "pulumi:"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An operation on a resource, as an approver names it."""

    operation: Literal["delete", "replace"]
    urn: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What a plan would take away.

    Attributes:
        holds_data: it is of a kind that holds data, of no kind that is known, protected, or kept when it is deleted.
        kept: it leaves the stack and stays at the cloud.
        erased: it is an update that the cloud carries out by building it anew.
    """

    named: Named
    stack: str
    holds_data: bool
    kept: bool
    erased: bool = False

    def __str__(self) -> str:
        data = ", holds data" if self.holds_data else ""
        kept = ", stays at the cloud" if self.kept else ""
        erased = ", an update that erases its disk" if self.erased else ""
        return f"{self.named.operation} {self.named.urn}{data}{kept}{erased}"


def losses(plans: Iterable[LayerPlan]) -> tuple[Loss, ...]:
    """Every deletion and replacement, what holds data first. Providers and components take nothing away themselves.

    An update that erases, or of which the plan does not say whether it does, counts as a replacement.
    """
    found = [
        Loss(
            named=Named(operation, item.urn),
            stack=f"{plan.stack}-{plan.layer}",
            holds_data=_holds_data(item),
            kept=_kept(item),
            erased=item.operation is Operation.UPDATE,
        )
        for plan in plans
        for item in plan.resources
        if (operation := _taking(item)) is not None
    ]
    return tuple(sorted(found, key=lambda item: (not item.holds_data, item.stack, item.named)))


def _taking(resource: PlannedResource) -> Literal["delete", "replace"] | None:
    if not resource.custom or resource.type.startswith(_ENGINE):
        return None
    if erases(resource) is not False:
        return "replace"
    return _WORDS.get(str(resource.operation))


def _holds_data(resource: PlannedResource) -> bool:
    kind = entry_of(resource).kind
    safe = bool(resource.options.protect or resource.options.retain_on_delete)
    return safe or is_data(kind) or kind in ("refused", "unknown") or erases(resource) is not False


def _kept(resource: PlannedResource) -> bool:
    return resource.operation is Operation.DELETE and bool(resource.options.retain_on_delete)


def allowed(named: Iterable[Named], found: Sequence[Loss] | None) -> tuple[Allowed, ...]:
    """What the approver names, with what a comparison says of it (None: nothing was compared)."""
    known = {item.named: item for item in found or ()}
    return tuple(
        Allowed(
            operation=item.operation,
            urn=item.urn,
            holds_data=known[item].holds_data if item in known else None,
            planned=None if found is None else item in known,
        )
        for item in sorted(set(named))
    )


def not_allowed(found: Iterable[Loss], approved: Iterable[Allowed]) -> tuple[Loss, ...]:
    """What would be taken away and nobody has named."""
    named = {(item.operation, item.urn) for item in approved}
    return tuple(item for item in found if (item.named.operation, item.named.urn) not in named)


def named_in(file: Path) -> tuple[Named, ...]:
    """The operations that a file names: lines of `delete URN` or `replace URN`; empty lines and `#` lines count not.

    Raises:
        BadInput: it cannot be read, or a line is another one.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            "the file cannot be read",
            place=Place(file, None, None, ""),
            expected="lines of `delete URN` or `replace URN`",
            action="correct the name",
        ) from None
    return tuple(
        _line(text.strip(), Place(file, number, 1, ""))
        for number, text in enumerate(lines, start=1)
        if text.strip() and not text.strip().startswith("#")
    )


def _line(text: str, place: Place) -> Named:
    word, _, urn = text.partition(" ")
    if word not in _WORDS:
        raise BadInput(
            f"found `{word}`", place=place, expected="`delete URN` or `replace URN`", action="correct the line"
        )
    return named(_WORDS[word], urn.strip(), place)


def named(operation: Literal["delete", "replace"], urn: str, place: Place | None = None) -> Named:
    """An operation by the URN that somebody gave. Raises BadInput where that is none."""
    if not urn.startswith(_URN) or urn.count("::") < 3:
        raise BadInput(
            f"found `{urn}`, which is no URN",
            place=place,
            expected="a whole URN, as `bastide preview --against` and the refusal show it",
            action="name each resource by its URN: no patterns, nothing that stands for several",
        )
    return Named(operation, urn)
