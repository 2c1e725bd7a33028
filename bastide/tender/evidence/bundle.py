"""The evidence of estates as one folder: planned, judged and written, each estate in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from bastide.check import require_sound
from bastide.planning import Order, Report, examine_each
from bastide.preview import orders_of, with_progress
from bastide.tender.evidence.status import Status
from bastide.tender.part import Part
from facts.edition import version
from plan.model import LayerPlan
from policies.model import Lang

if TYPE_CHECKING:
    from stacks.estate import Estate

MANIFEST: Final = "evidence.json"
"""Every folder of evidence has it: a folder without it is none."""


class EstateEvidence(Part):
    """One estate of the folder. `index` is what to read first, `plan` the digest, `counts` status -> clauses."""

    estate: str
    layers: tuple[str, ...]
    plan: str
    index: str
    counts: dict[Status, int]


class EvidenceManifest(Part):
    """`evidence.json`: what the folder holds, of which day (ISO 8601) and by which facts."""

    schema_: Literal["bastide/evidence-folder/1"] = Field(default="bastide/evidence-folder/1", alias="schema")
    date: str
    facts: str
    lang: Lang
    estates: tuple[EstateEvidence, ...]


@dataclass(frozen=True)
class Asked:
    """What evidence is asked for. `facts`: their edition."""

    on: date
    lang: Lang
    facts: str


@dataclass(frozen=True)
class Bundle:
    """A folder ready to be written: what it holds, and path -> text."""

    manifest: EvidenceManifest
    files: Mapping[str, str]


def bundle(names: Sequence[str], folder: Path, on: date, lang: Lang) -> Bundle:
    """The evidence of the named estates and stacks (none named: all estates, the legacy too).

    A single stack is judged with its whole estate in sight; only its own findings count.

    Raises:
        BadInput: there is no such stack, or a file is wrong.
        ToolkitFailed: the toolkit itself failed.
    """
    require_sound(folder)
    orders = orders_of(names, folder)
    whole = [Order(order.estate) for order in orders]
    layers = {order.estate: order.layers for order in orders}
    asked = Asked(on, lang, version())

    def work(report: Report | None) -> tuple[tuple[EstateEvidence, Mapping[str, str]], ...]:
        return examine_each(whole, folder, partial(_proved, folder=folder, asked=asked, layers=layers), report)

    proved = with_progress(whole, work)
    manifest = EvidenceManifest(
        date=on.isoformat(), facts=asked.facts, lang=lang, estates=tuple(estate for estate, _ in proved)
    )
    files = {f"{estate.estate}/{name}": text for estate, found in proved for name, text in found.items()}
    return Bundle(manifest, {MANIFEST: manifest.model_dump_json(by_alias=True, indent=2) + "\n", **files})


def _proved(
    definition: Estate,
    plans: tuple[LayerPlan, ...],
    *,
    folder: Path,
    asked: Asked,
    layers: Mapping[str, tuple[str, ...]],
) -> tuple[EstateEvidence, Mapping[str, str]]:
    # in the process that has planned the estate: what it imports is there already
    from bastide.tender.candidate import candidate  # noqa: PLC0415
    from bastide.tender.evidence.files import INDEX, files  # noqa: PLC0415
    from bastide.tender.sections import clauses  # noqa: PLC0415
    from plan.digest import digest  # noqa: PLC0415
    from policies.files import sources  # noqa: PLC0415

    named = sources(folder.parent, definition.name)
    judged = candidate(definition, plans, named, asked.on, asked.lang, layers[definition.name])
    plan = digest(judged.plans)
    estate = EstateEvidence(
        estate=definition.name,
        layers=tuple(judged.checked.profiles),
        plan=plan,
        index=f"{definition.name}/{INDEX}",
        counts=clauses.of(judged).counts,
    )
    return estate, files(judged, plan, asked.facts)
