"""Which estates and stacks there are, read from their files. Imports no Pulumi, so that a name is resolved at once."""

from __future__ import annotations

import difflib
import re
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

FOLDER = Path(__file__).resolve().parent
BOOTSTRAP, HUB, SPACE_PREFIX = "bootstrap", "hub", "space-"
_IS_ESTATE = re.compile(r"^schema: *bastide/estate/1 *$", re.MULTILINE)


class EstateFile(BaseModel):
    """`<estate>.yaml`, apart from the cloud's own section."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/estate/1"] = Field(alias="schema")
    estate: str
    intent: str
    imports: str | None = None
    azure: Any = None
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


def estates(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the estates in a folder: the legacy first, then the candidates by name."""
    found = [file.stem for file in sorted(folder.glob("*.yaml")) if file.is_file() and _is_estate(file)]
    return tuple(sorted(found, key=lambda name: (not name.endswith("-legacy"), name)))


def _is_estate(file: Path) -> bool:
    return bool(_IS_ESTATE.search(file.read_text(encoding="utf-8", errors="replace")[:2000]))


def resolve(name: str, folder: Path = FOLDER) -> tuple[str, str | None]:
    """An estate or one of its stacks, as given on a command line -> estate, layer (None: all layers).

    Raises:
        BadInput: there is no such estate or stack.
    """
    known = estates(folder)
    if name in known:
        return name, None
    for estate in sorted(known, key=len, reverse=True):
        if name.startswith(estate + "-"):
            layer = name[len(estate) + 1 :]
            intent = _intent_of(folder / f"{estate}.yaml")
            if layer in layers(intent):
                return estate, layer
            raise _unknown(name, [f"{estate}-{item}" for item in layers(intent)])
    raise _unknown(name, list(known))


def _unknown(name: str, known: list[str]) -> BadInput:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return BadInput(
        f"there is no estate or stack `{name}`",
        expected=f"one of {', '.join(known)}" if known else "an estate file in stacks/",
        action=f"did you mean `{near[0]}`?" if near else "name one of them",
    )


def _intent_of(estate: Path) -> Intent:
    return read_intent(estate.parent / validate(read(estate, what="an estate"), EstateFile).intent)


def read_intent(file: Path) -> Intent:
    """Read and check an intent by itself, without a cloud.

    Raises:
        BadInput: with every fault found.
    """
    document = read(file, what="an intent")
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
