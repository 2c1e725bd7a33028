"""Reading an estate's file and its intent, without a cloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from components.contract import check
from components.contract.addresses import Fault
from components.contract.capability import CATALOGUE
from components.contract.intent import Intent
from facts.document import Document, read
from facts.errors import BadInput, BadInputs
from facts.validate import validate
from stacks.catalogue import BOOTSTRAP, HUB, SPACE_PREFIX, is_cutover
from stacks.crossing import Crossing, CutoverFile, Shores, shores
from stacks.crossing import faults as crossing_faults


class EstateFile(BaseModel):
    """`<estate>.yaml`, apart from the cloud's own section."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/estate/1"] = Field(alias="schema")
    estate: str
    intent: str
    imports: str | None = None
    recorded: list[str] = []
    """Recorded look-ups and resources that the offline providers answer from; files beside this one."""
    providers: dict[str, Literal["offline", "real"]] = {}
    """Provider packages that an engine run plays differently from the others. For test estates only."""
    azure: Any = None
    cloudtemple: Any = None
    numspot: Any = None
    outscale: Any = None
    ovhcloud: Any = None
    scaleway: Any = None


def layers(intent: Intent) -> tuple[str, ...]:
    """bootstrap, hub, the environments, the spaces."""
    return (
        BOOTSTRAP,
        HUB,
        *(environment.name for environment in intent.environments),
        *(SPACE_PREFIX + space.name for space in intent.spaces),
    )


def intent_of(estate: Path) -> Intent:
    """The intent that an estate's file points at. Of a move: its target's, with the move's area and link."""
    if is_cutover(estate.stem, estate.parent):
        document = read(estate, what="a cutover estate")
        file = validate(document, CutoverFile)
        crossing = read(estate.parent / file.crossing, what="a crossing")
        ends = (intent_of(estate.parent / f"{end}.yaml") for end in (file.legacy, file.target))
        return crossed(crossing, file, *ends).target
    return read_intent(estate.parent / validate(read(estate, what="an estate"), EstateFile).intent)


def crossed(document: Document, file: CutoverFile, legacy: Intent, target: Intent) -> Shores:
    """Both intents of a move, checked, without a cloud.

    Raises:
        BadInput: with every fault found.
    """
    crossing = validate(document, Crossing)
    raise_faults(document, crossing_faults(crossing, file, legacy, target))
    return shores(crossing, file, legacy, target)


def read_intent(file: Path) -> Intent:
    """Read and check an intent by itself, without a cloud.

    Raises:
        BadInput: with every fault found.
    """
    return check_intent(read(file, what="an intent"))


def check_intent(document: Document) -> Intent:
    """Check an intent that is already read, without a cloud.

    Raises:
        BadInput: with every fault found.
    """
    intent = validate(document, Intent)
    raise_faults(document, [*check.faults(intent), *_required_faults(intent)])
    return intent


def _required_faults(intent: Intent) -> list[Fault]:
    return [
        Fault(
            ("required", index),
            f"found the capability `{capability}`, which is not in the catalogue",
            f"one of {', '.join(sorted(CATALOGUE))}",
            "correct its spelling",
        )
        for index, capability in enumerate(intent.required)
        if capability not in CATALOGUE
    ]


def raise_faults(document: Document, faults: list[Fault]) -> None:
    """Raise BadInput for the faults of a document, all together; nothing where there is none."""
    errors = [
        BadInput(fault.found, place=document.place(fault.path), expected=fault.expected, action=fault.action)
        for fault in faults
    ]
    if errors:
        raise errors[0] if len(errors) == 1 else BadInputs(errors)
