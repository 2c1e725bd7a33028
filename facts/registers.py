"""Read the registers of sovereignty: each file once, checked, as plain models."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from facts import load
from facts.document import Document, read
from facts.errors import BadInput
from facts.frameworks import FrameworkRow, Frameworks
from facts.load import FOLDER
from facts.model import Region
from facts.owners import Authorities, AuthorityRow, GlobalServices, Hosts, OtherRegions
from facts.seal import Seal
from facts.sovereignty import Derogations, Providers, Qualifications, Subprocessor, Subprocessors
from facts.validate import validate

M = TypeVar("M", bound=BaseModel)


def _read(register: str, what: str, model: type[M]) -> M:
    """A register of this repository. Raises BadInput where it is missing or wrong."""
    return validate(_document(register, what), model)


def _document(register: str, what: str) -> Document:
    return read(FOLDER / f"{register}.yaml", what=what)


@cache
def providers() -> Providers:
    """Who owns whom.

    Raises:
        BadInput: the file is wrong, or one id stands for a cloud and for another company.
    """
    document = _document("providers", "the register of providers")
    found = validate(document, Providers)
    refuse_double(document, found)
    return found


def refuse_double(document: Document, found: Providers) -> None:
    """Raise BadInput where an id stands below both `providers` and `others`."""
    for both in sorted(found.providers.keys() & found.others.keys()):
        raise BadInput(
            f"found `{both}` below `providers` as well",
            place=document.place(("others", both), key=True),
            expected="each company once",
            action="remove it below `others`",
        )


@cache
def qualifications() -> Qualifications:
    """What is qualified and certified, where, until when."""
    return _read("qualifications", "the register of qualifications", Qualifications)


@cache
def frameworks() -> dict[str, FrameworkRow]:
    """Id of a framework -> framework with its clauses."""
    return _read("frameworks", "the register of frameworks", Frameworks).frameworks


@cache
def hosts() -> Hosts:
    """Who owns which domain.

    Raises:
        BadInput: the file is wrong, or it names a provider that the register of providers does not have.
    """
    document = _document("hosts", "the register of hosts")
    found = validate(document, Hosts)
    known = providers().providers.keys() | providers().others.keys()
    for owner, row in found.owners.items():
        if row.provider and row.provider not in known:
            raise BadInput(
                f"found the provider `{row.provider}`, which is not registered",
                place=document.place(("owners", owner, "provider")),
                expected=f"one of {', '.join(sorted(known))}",
                action="add it to facts/providers.yaml, or give `name` and `seat` here",
            )
    return found


@cache
def subprocessors() -> dict[str, Subprocessor]:
    """External services that have been admitted."""
    return _read("subprocessors", "the register of admitted services", Subprocessors).subprocessors


@cache
def authorities() -> dict[str, AuthorityRow]:
    """Certificate authorities."""
    return _read("authorities", "the register of certificate authorities", Authorities).authorities


@cache
def global_services() -> GlobalServices:
    """Where global services keep their technical data."""
    return _read("global_services", "the register of global services", GlobalServices)


@cache
def derogations() -> Derogations:
    """Legal decisions, by estate."""
    return _read("derogations", "the register of derogations", Derogations)


@cache
def seal() -> Seal:
    """The Cloud Sovereignty Framework."""
    return _read("seal", "the register of the Cloud Sovereignty Framework", Seal)


@cache
def other_regions() -> dict[str, dict[str, Region]]:
    """Cloud -> regions that no estate can choose.

    Raises:
        BadInput: the file is wrong, or a region of it is one that estates can choose.
    """
    document = _document("other_regions", "the register of other regions")
    found = validate(document, OtherRegions).clouds
    refuse_permitted(document, found)
    return found


def refuse_permitted(document: Document, found: dict[str, dict[str, Region]]) -> None:
    """Raise BadInput where a region has two homes."""
    for cloud, regions in found.items():
        for region in sorted(regions.keys() & load.known_regions(cloud).keys()):
            raise BadInput(
                f"found the region `{region}`, which stands in facts/regions.yaml too",
                place=document.place(("clouds", cloud, region), key=True),
                expected="each region in one of the two files",
                action="remove it from one of them",
            )


def files() -> list[Path]:
    """All files of facts, sorted."""
    return sorted([*FOLDER.glob("*.yaml"), *(FOLDER / "capabilities").glob("*.yaml")])
