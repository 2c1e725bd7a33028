"""`bastide inventory`: files and the legacy's plan in, coverage out; new ids into the file of imports on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bastide.commands.terminal import emit
from bastide.cutover.inventory import imports
from bastide.cutover.inventory.judge import coverage
from bastide.cutover.inventory.known import planned
from bastide.cutover.inventory.model import Coverage, Planned
from bastide.cutover.inventory.register import ignored
from bastide.cutover.inventory.rows import Scope, comparable, rows_of, subscription_of
from bastide.planning import Order, plan_all
from facts.errors import BadInput, Place
from stacks.estate import Estate, load_estate


@dataclass(frozen=True)
class Asked:
    """What is asked.

    Attributes:
        files: of the inventory; each shows a part of what exists.
        group: the resource group of a template, "" where there is none.
        register: the file of what is ignored; None: the estate's own.
        taken: the day of the inventory.
    """

    estate: str
    files: tuple[Path, ...]
    group: str
    register: Path | None
    taken: date | None
    on: date


def covered(asked: Asked, folder: Path) -> tuple[Coverage, Estate, tuple[Planned, ...]]:
    """The coverage, and what it was compared with.

    Raises:
        BadInput: a file is wrong, the estate is none of Azure's, or the inventory is of another subscription.
    """
    estate = load_estate(asked.estate, folder)
    subscription = comparable(str(getattr(estate.choices, "subscription", "")))
    if not subscription:
        raise BadInput(
            f"the estate `{asked.estate}` is at {estate.cloud.value}",
            expected="an estate at Azure, whose resources the inventory holds",
            action="name it with --estate",
        )
    register = _register(asked, folder)
    scope = Scope(subscription, asked.group)
    sources = [rows_of(file, scope) for file in asked.files]
    _require_same(sources_of=[source.subscriptions for source, _ in sources], asked=asked, subscription=subscription)
    known = planned(plan_all([Order(asked.estate)], folder), subscription)
    found = coverage(asked.estate, subscription, known, sources, ignored(register), on=asked.on, taken=asked.taken)
    return found, estate, known


def _register(asked: Asked, folder: Path) -> Path:
    if asked.register is None:
        return folder / f"{asked.estate}.ignored.yaml"
    if not asked.register.is_file():
        raise BadInput("there is no such file", place=Place(asked.register, None, None, ""), action="check --ignored")
    return asked.register


def _require_same(sources_of: Sequence[tuple[str, ...]], asked: Asked, subscription: str) -> None:
    """Refuse an inventory without a single row of the estate's subscription: it is somebody else's."""
    seen = {name for names in sources_of for name in names}
    if subscription not in seen:
        named = ", ".join(sorted(seen)) or "none"
        raise BadInput(
            f"the inventory is of the subscription {named}",
            place=Place(asked.files[0], None, None, ""),
            expected=f"rows of {subscription}, the subscription of the estate `{asked.estate}`",
            action="export that subscription, or correct `subscription` in the estate's file",
        )


def write_imports(found: Coverage, estate: Estate, known: Sequence[Planned], folder: Path) -> Path | None:
    """The estate's file of imports with the ids that the inventory adds; None where it adds none.

    The program then adopts these resources: `pulumi up` creates none of them.
    """
    by_urn = {
        item.resource.urn: (item.layer, f"{item.resource.type}::{item.resource.name}")
        for item in known
        if subscription_of(item.key)
    }
    new = imports.found(found, by_urn)
    if not new:
        return None
    file = folder / f"{estate.name}.imports.yaml"
    emit(imports.document(imports.joined(estate.imports, new), imports.head_of(file)), file)
    return file
