"""From the arguments of the component to a checked estate, its layer, and what the layers below gave."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
from pulumi.output import Unknown
from pydantic import BaseModel, ConfigDict

from components.contract.capability import lacks
from components.contract.fields import Name
from components.contract.intent import Intent
from components.contract.outputs import Source, unseals_others
from components.contract.words import Cloud
from components.kits import kit
from facts.document import Document, parse
from facts.errors import BadInput, BadInputs, Place
from facts.validate import validate
from stacks.catalogue import BOOTSTRAP, HUB
from stacks.estate import Estate, join
from stacks.package.spelling import camel

CANDIDATES = (Cloud.SCALEWAY, Cloud.OVHCLOUD, Cloud.CLOUDTEMPLE, Cloud.NUMSPOT, Cloud.OUTSCALE)
Needed = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Layer below -> output of it -> entries of that output."""
INTENT = Path("intent")
"""How messages call the text that was given as intent."""


class Arguments(BaseModel):
    """The arguments, each by itself. What a cloud chooses and the intent are checked by their own models."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str
    layer: str
    estate: Name | None = None
    scaleway: dict[str, Any] | None = None
    ovhcloud: dict[str, Any] | None = None
    cloudtemple: dict[str, Any] | None = None
    numspot: dict[str, Any] | None = None
    outscale: dict[str, Any] | None = None
    bootstrap: Any = None
    hub: Any = None


@dataclass(frozen=True)
class Wanted:
    """A layer of an estate, checked."""

    estate: Estate
    layer: str
    source: Callable[[str], Source]
    """Layer below -> its outputs."""


@dataclass(frozen=True)
class Given:
    """Outputs of a layer that the program handed over."""

    layer: str
    values: Any
    needed: Mapping[str, tuple[str, ...]]
    """Output -> entries of it."""

    def require_output(self, name: pulumi.Input[str]) -> pulumi.Output[Any]:
        wanted = str(name)

        def pick(values: Any) -> Any:
            if isinstance(values, Unknown):
                return values
            missing = _missing(values, {wanted: self.needed[wanted]})
            if missing:
                raise _not_given(self.layer, missing[0])
            return values[wanted]

        return pulumi.Output.from_input(self.values).apply(pick, run_with_unknowns=True)


def read_wanted(args: Mapping[str, Any]) -> Wanted:
    """The layer that the arguments ask for.

    Raises:
        BadInput: with every fault found; its place names the argument.
    """
    for name in ("intent", "layer", "estate", *(cloud.value for cloud in CANDIDATES)):
        _refuse_unknown(name, args.get(name))
    found = validate(_document({key: value for key, value in args.items() if value is not None}), Arguments)
    cloud = _cloud(found)
    section = getattr(found, cloud.value)
    _check_choices(cloud, section)
    choices = _document({cloud.value: section})
    estate = join(found.estate or cloud.value, cloud, choices, parse(found.intent, INTENT))
    _check_layer(found.layer, estate)
    given = {BOOTSTRAP: found.bootstrap, HUB: found.hub}
    needed = _needed(found.layer, estate)
    _check_given(found.layer, given, needed)
    return Wanted(estate, found.layer, lambda layer: Given(layer, given[layer], needed[layer]))


def _document(data: dict[str, Any]) -> Document:
    return Document(Path("arguments"), data, {}, {})


def _refuse_unknown(name: str, value: Any) -> None:
    if isinstance(value, pulumi.Output):
        raise BadInput(
            f"`{camel(name)}` is a secret or is known only after apply",
            expected="a plain value: it decides what is built",
            action="give it from a file or from plain configuration",
        )
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        _refuse_unknown(name, item)


def _cloud(found: Arguments) -> Cloud:
    named = [cloud for cloud in CANDIDATES if getattr(found, cloud.value) is not None]
    if len(named) != 1:
        raise _fault(
            f"found {' and '.join(named) if named else 'no cloud'}",
            named[1] if named else CANDIDATES[0],
            f"the choices of exactly one of {', '.join(CANDIDATES)}",
            "give one of them; another cloud is another estate with a stack of its own",
        )
    return named[0]


def _check_choices(cloud: Cloud, section: dict[str, Any]) -> None:
    """As `join` does, with the argument's name before each field's, and fields as the package spells them."""
    model = kit(cloud).choices
    try:
        validate(_document(section), model)
    except BadInput as error:
        faults = error.faults if isinstance(error, BadInputs) else (error,)
        spelled = [_spelled(fault, cloud, tuple(model.model_fields)) for fault in faults]
        raise (spelled[0] if len(spelled) == 1 else BadInputs(spelled)) from None


def _spelled(fault: BadInput, cloud: Cloud, fields: tuple[str, ...]) -> BadInput:
    def text(words: str) -> str:
        return re.sub(r"\w+", lambda word: camel(word[0]) if word[0] in fields else word[0], words)

    path = f"{cloud.value}.{fault.place.path}" if fault.place and fault.place.path else cloud.value
    return _fault(text(fault.found), path, text(fault.expected), text(fault.action))


def _check_layer(layer: str, estate: Estate) -> None:
    if layer not in estate.layers:
        raise _fault(f"found the layer `{layer}`", "layer", f"one of {', '.join(estate.layers)}", "name one of them")


def _check_given(layer: str, given: Mapping[str, Any], needed: Needed) -> None:
    faults = [_not_given(below, name) for below, names in needed.items() for name in _missing(given[below], names)]
    faults += [_not_needed(below, layer) for below in given if below not in needed and given[below] is not None]
    if faults:
        raise faults[0] if len(faults) == 1 else BadInputs(faults)


def _needed(layer: str, estate: Estate) -> Needed:
    """What a layer reads. What the cloud has a gap for is not needed."""
    if layer == BOOTSTRAP:
        return {}
    areas = tuple(area.name for area in estate.intent.areas)
    needed: dict[str, dict[str, tuple[str, ...]]] = {
        BOOTSTRAP: {"projects": ("project",), "deployers": ("service-account",)}
    }
    if layer != HUB:
        needed[HUB] = {"network": ("network",), "audit": ("audit-sink",), "bastion": _bastion(estate.intent)}
        if unseals_others(estate.intent, estate.offered):
            needed[HUB]["key_store"] = ("key-store",)
    return {
        below: {
            name: areas if below == BOOTSTRAP else ()
            for name, capabilities in outputs.items()
            if not lacks(capabilities, estate.offered)
        }
        for below, outputs in needed.items()
    }


def _bastion(intent: Intent) -> tuple[str, ...]:
    return ("bastion", f"bastion.{intent.hub.bastion.mode}")


def _missing(given: Any, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What is missing as far as that is known now; the rest fails when it is read."""
    if isinstance(given, pulumi.Output):
        return []
    if not isinstance(given, dict):
        return list(names)
    missing = []
    for name, entries in names.items():
        value = given.get(name)
        if value is None:
            missing.append(name)
        elif isinstance(value, dict):
            missing += [f"{name}.{entry}" for entry in entries if value.get(entry) is None]
    return missing


def _not_given(layer: str, name: str) -> BadInput:
    return _fault(
        f"`{layer}.{camel(name)}` is not given",
        f"{layer}.{name}",
        f"the output of the `Environment` whose layer is `{layer}`",
        f"deploy the layer `{layer}` and hand its outputs over, in another stack by a stack reference",
    )


def _not_needed(below: str, layer: str) -> BadInput:
    return BadInput(
        f"found `{below}`", expected=f"nothing: the layer `{layer}` reads nothing from it", action="remove it"
    )


def _fault(found: str, path: str, expected: str, action: str) -> BadInput:
    return BadInput(found, place=Place(None, None, None, path), expected=expected, action=action)
