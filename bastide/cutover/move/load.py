"""Reading `stacks/cutover.yaml` with what it speaks of: both estates' intents, the mapping, the list of approvers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bastide.cutover.move import approvers
from bastide.cutover.move.check import faults
from bastide.cutover.move.checks import areas, estates
from bastide.cutover.move.checks.areas import Sides
from bastide.cutover.move.model import Move
from components.contract.addresses import Fault
from components.contract.intent import Intent
from facts.document import Document, read
from facts.errors import BadInput, BadInputs
from facts.validate import validate
from stacks import catalogue
from stacks.intents import EstateFile, check_intent
from stacks.mapping import load_mapping

NAME: Final = "cutover.yaml"
_AREAS: Final = ("Environment", "ProjectSpace")
"""Kinds of roles that stand for a whole area in the mapping; the hub is never dropped."""


def load_move(folder: Path) -> Move:
    """The plan of the move in a folder of estates, read and checked as a whole.

    Not said here: whether enough persons may approve, since a plan is read long before it is acted on
    (`approvers.require_approvers`).

    Raises:
        BadInput: with every fault found, each with file, line, path, found, expected and next action.
    """
    document = read(folder / NAME, what="the plan of the move")
    move = validate(document, Move)
    found: list[BadInput] = [*_placed(document, estates.faults(move, catalogue.estates(folder)))]
    intents = [] if found else list(_intents(move, folder, found))
    sides = None
    if len(intents) == 2:
        (_, legacy), (place, target) = intents
        sides = _sides(legacy, target, folder, found)
        found += _placed(place, areas.overlaps(sides))
    found += _placed(document, faults(move, sides))
    found += approvers.listed(document, move, folder)
    if found:
        raise found[0] if len(found) == 1 else BadInputs(found)
    return move


def _placed(document: Document, items: Iterable[Fault]) -> Iterator[BadInput]:
    for fault in items:
        yield BadInput(fault.found, place=document.place(fault.path), expected=fault.expected, action=fault.action)


def _intents(move: Move, folder: Path, found: list[BadInput]) -> Iterator[tuple[Document, Intent]]:
    for name in (move.legacy, move.target):
        try:
            file = validate(read(folder / f"{name}.yaml", what="an estate"), EstateFile)
            document = read(folder / file.intent, what="an intent")
            yield document, check_intent(document)
        except BadInput as error:
            found.append(error)


def _sides(legacy: Intent, target: Intent, folder: Path, found: list[BadInput]) -> Sides:
    try:
        mapping = load_mapping(legacy, target, folder / "mapping.yaml")
    except BadInput as error:
        found.append(error)
        # nothing can be said about what was dropped
        return Sides(legacy, target, frozenset(area.name for area in legacy.areas))
    return Sides(legacy, target, frozenset(item.legacy for item in mapping.dropped if item.role in _AREAS))
