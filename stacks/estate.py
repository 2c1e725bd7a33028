"""An estate: one intent at one cloud. Reads and checks everything before anything is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from components.contract import names, own_flows
from components.contract.addresses import Fault
from components.contract.intent import Intent
from components.contract.site import Choices, CloudKit
from components.contract.words import Cloud
from components.kits import kit
from facts import load
from facts.document import Document, read
from facts.errors import BadInput, Place
from facts.model import Capability
from facts.validate import validate
from stacks.catalogue import FOLDER
from stacks.intents import EstateFile, check_intent, layers, raise_faults


class Imports(BaseModel):
    """`<estate>.imports.yaml`: what exists already and is adopted. Key: `<pulumi type>::<resource name>`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/imports/1"] = Field(alias="schema")
    resources: dict[str, dict[str, str]]
    """Layer -> resource key -> id at the cloud."""


@dataclass(frozen=True)
class Estate:
    """One intent at one cloud, read and checked."""

    name: str
    cloud: Cloud
    intent: Intent
    choices: Choices
    imports: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Layer -> resource key -> id."""
    recorded: tuple[Path, ...] = ()
    """Files with what the cloud once answered to look-ups, for plans without a network."""

    @cached_property
    def kit(self) -> CloudKit:
        return kit(self.cloud)

    @cached_property
    def offered(self) -> Mapping[str, Capability]:
        """Capability id -> level, of this cloud and with these choices."""
        return self.choices.offered(load.capabilities(self.cloud.value))

    @property
    def layers(self) -> tuple[str, ...]:
        """The estate's layers, each after the ones it reads from."""
        return layers(self.intent)

    def stack(self, layer: str) -> str:
        """The name of the layer's Pulumi stack."""
        return f"{self.name}-{layer}"


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
    estate = join(name, cloud, document, read(folder / file.intent, what="an intent"))
    estate = replace(estate, recorded=tuple(folder / one for one in file.recorded))
    if file.imports is None:
        return estate
    return replace(estate, imports=_imports(folder / file.imports, estate.intent))


def join(name: str, cloud: Cloud, choices: Document, intent: Document) -> Estate:
    """An estate from two documents that are already read: one with the cloud's section, and the intent.

    Raises:
        BadInput: with every fault found.
    """
    found = kit(cloud)
    chosen = _choices(choices, cloud, found)
    wanted = check_intent(intent)
    raise_faults(intent, names.faults(wanted, found.name_rules, cloud.value))
    raise_faults(choices, _region_faults(cloud, chosen, wanted))
    offered = chosen.offered(load.capabilities(cloud.value))
    raise_faults(intent, own_flows.faults(wanted, offered))
    return Estate(name=name, cloud=cloud, intent=own_flows.completed(wanted, offered), choices=chosen)


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


def file_place(name: str, folder: Path = FOLDER) -> Place:
    """The estate's file, for errors about the estate as a whole."""
    return Place(folder / f"{name}.yaml", None, None, "")
