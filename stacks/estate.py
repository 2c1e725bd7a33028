"""An estate: one intent at one cloud. Reads and checks everything before anything is built."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from components.contract import check, names
from components.contract.addresses import Fault
from components.contract.capability import CATALOGUE
from components.contract.intent import Intent
from components.contract.site import Choices, CloudKit
from components.contract.words import Cloud
from components.kits import kit
from facts import load
from facts.document import Document, read
from facts.errors import BadInput, BadInputs, Place
from facts.model import Capability
from facts.validate import validate

FOLDER = Path(__file__).resolve().parent
BOOTSTRAP, HUB, SPACE_PREFIX = "bootstrap", "hub", "space-"
_IS_ESTATE = re.compile(r"^schema: *bastide/estate/1 *$", re.MULTILINE)


class Imports(BaseModel):
    """`<estate>.imports.yaml`: what exists already and is adopted. Key: `<pulumi type>::<resource name>`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/imports/1"] = Field(alias="schema")
    resources: dict[str, dict[str, str]]
    """Layer -> resource key -> id at the cloud."""


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


@dataclass(frozen=True)
class Estate:
    """One intent at one cloud, read and checked."""

    name: str
    cloud: Cloud
    intent: Intent
    choices: Choices
    imports: Mapping[str, Mapping[str, str]]
    """Layer -> resource key -> id."""

    @cached_property
    def kit(self) -> CloudKit:
        return kit(self.cloud)

    @cached_property
    def offered(self) -> Mapping[str, Capability]:
        """Capability id -> level, of this cloud."""
        return load.capabilities(self.cloud.value)

    @property
    def layers(self) -> tuple[str, ...]:
        """The estate's layers, each after the ones it reads from."""
        return layers(self.intent)

    def stack(self, layer: str) -> str:
        """The name of the layer's Pulumi stack."""
        return f"{self.name}-{layer}"


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
    found = [
        file.stem
        for file in sorted(folder.glob("*.yaml"))
        if _IS_ESTATE.search(file.read_text(encoding="utf-8", errors="replace")[:2000])
    ]
    return tuple(sorted(found, key=lambda name: (not name.endswith("-legacy"), name)))


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


def load_estate(name: str, folder: Path = FOLDER) -> Estate:
    """Read an estate with its intent and imports, and check all of it.

    Raises:
        BadInput: with every fault found, each with file, line, path, found, expected and next action.
    """
    document = read(folder / f"{name}.yaml", what="an estate")
    cloud = _cloud(document)
    file = validate(document, EstateFile)
    if file.estate != name:
        raise _other_name(document, name)
    found = kit(cloud)
    choices = _choices(document, cloud, found)
    intent = read_intent(folder / file.intent)
    _raise(read(folder / file.intent, what="an intent"), names.faults(intent, found.name_rules, cloud.value))
    _raise(document, _region_faults(cloud, choices, intent))
    imports = _imports(folder / file.imports, intent) if file.imports else {}
    return Estate(name=name, cloud=cloud, intent=intent, choices=choices, imports=imports)


def read_intent(file: Path) -> Intent:
    """Read and check an intent by itself, without a cloud."""
    document = read(file, what="an intent")
    intent = validate(document, Intent)
    faults = [*check.faults(intent), *_required_faults(intent)]
    _raise(document, faults)
    return intent


def _intent_of(estate: Path) -> Intent:
    return read_intent(estate.parent / validate(read(estate, what="an estate"), EstateFile).intent)


def _cloud(document: Document) -> Cloud:
    sections = [cloud for cloud in Cloud if isinstance(document.data, dict) and cloud.value in document.data]
    if len(sections) == 1:
        return sections[0]
    if not sections:
        raise BadInput(
            "no cloud is chosen",
            place=document.place(()),
            expected=f"one section among {', '.join(Cloud)}",
            action="add the section with the cloud's choices",
        )
    raise BadInput(
        f"found two clouds in one estate: {' and '.join(sections)}",
        place=document.place((sections[1].value,), key=True),
        expected="exactly one (only a cutover stack holds two)",
        action="make an estate file of its own for each cloud",
    )


def _other_name(document: Document, name: str) -> BadInput:
    return BadInput(
        f"found the estate name `{document.data['estate']}`",
        place=document.place(("estate",)),
        expected=f"`{name}`, as the file's name says",
        action="correct the name or rename the file",
    )


def _choices(document: Document, cloud: Cloud, found: CloudKit) -> Choices:
    section = document.data[cloud.value]
    inner = Document(
        document.file,
        section,
        {path[1:]: mark for path, mark in document.keys.items() if path[:1] == (cloud.value,)},
        {path[1:]: mark for path, mark in document.values.items() if path[:1] == (cloud.value,)},
    )
    return validate(inner, found.choices)


def _region_faults(cloud: Cloud, choices: Choices, intent: Intent) -> list[Fault]:
    known = load.regions(cloud.value)
    found = []
    for key, region in choices.regions().items():
        path = (cloud.value, *key.split("."))
        if region not in known:
            found.append(
                Fault(
                    path,
                    f"found the region `{region}`, which is not one of {cloud.value}",
                    f"one of {', '.join(sorted(known))}",
                    "choose one of them, or add the region with source and date to facts/regions.yaml",
                )
            )
        elif known[region].country not in intent.platform.residency:
            found.append(
                Fault(
                    path,
                    f"found the region `{region}`, which lies in {known[region].country}",
                    f"a region in {', '.join(intent.platform.residency)} (platform.residency of the intent)",
                    "choose another region",
                )
            )
    if choices.zone_count() < intent.platform.zones:
        found.append(
            Fault(
                (cloud.value,),
                f"found {choices.zone_count()} zones, but the intent uses {intent.platform.zones}",
                f"at least {intent.platform.zones} zones",
                "append zones, or lower platform.zones in the intent",
            )
        )
    return found


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


def _imports(file: Path, intent: Intent) -> Mapping[str, Mapping[str, str]]:
    document = read(file, what="the import ids of an estate")
    found = validate(document, Imports).resources
    for layer in found:
        if layer not in layers(intent):
            raise BadInput(
                f"found the layer `{layer}`",
                place=document.place(("resources", layer), key=True),
                expected=f"one of {', '.join(layers(intent))}",
                action="correct the layer's name",
            )
    return found


def _raise(document: Document, faults: list[Fault]) -> None:
    errors = [
        BadInput(fault.found, place=document.place(fault.path), expected=fault.expected, action=fault.action)
        for fault in faults
    ]
    if errors:
        raise errors[0] if len(errors) == 1 else BadInputs(errors)


def file_place(name: str, folder: Path = FOLDER) -> Place:
    """The estate's file, for errors about the estate as a whole."""
    return Place(folder / f"{name}.yaml", None, None, "")
