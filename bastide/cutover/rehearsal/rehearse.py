"""From what is asked to a record: the wave, the settings, the parts, progress on standard error."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bastide.cutover.move.load import load_move
from bastide.cutover.move.model import Wave
from bastide.cutover.rehearsal import run, settings
from bastide.cutover.rehearsal.database.start import database_part
from bastide.cutover.rehearsal.keys import program
from bastide.cutover.rehearsal.keys.part import KeysPart
from bastide.cutover.rehearsal.objects.part import ObjectsPart
from bastide.cutover.rehearsal.record import RehearsalRecord
from bastide.cutover.rehearsal.settings import Settings
from facts.errors import BadInput

_HELD: Final[Mapping[str, str]] = {"objects": "objects", "database": "databases"}
"""Part -> what a wave holds that it moves. Data keys are re-wrapped in every wave, where OpenBao is here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for.

    Attributes:
        settings: a file; None for loopback.
        only: names of parts; empty for all that the wave holds.
    """

    wave: str
    folder: Path
    settings: Path | None
    only: tuple[str, ...]
    resume: bool


def rehearse(asked: Asked, stacks: Path) -> RehearsalRecord:
    """Run it. Raises BadInput for a wave or settings that cannot be, ToolkitFailed where a program is missing."""
    wave = _wave(asked.wave, stacks)
    chosen = settings.read(asked.settings) if asked.settings is not None else settings.LOOPBACK
    report = _progress()
    folder = asked.folder.resolve()
    held = tuple(name for name, holding in _HELD.items() if holding in wave.holds)
    # without OpenBao keys stay unmeasured, and their gates red
    names = asked.only or (*held, *(["keys"] if held and program.find() else []))
    if not names:
        raise BadInput(
            f"the wave {wave.id} holds nothing that can be rehearsed here",
            expected=f"one that holds {' or '.join(_HELD.values())}",
            action="name another wave, or a part with --only",
        )
    parts = _parts(names, asked.wave, chosen, folder, report)
    given = {"objects": chosen.objects, "database": chosen.database, "keys": None}
    loopback = tuple(part.name for part in parts if given[part.name] is None)
    plan = run.Plan(asked.wave, folder, chosen, float(wave.downtime_minutes), loopback)
    return run.run(plan, parts, report, resume=asked.resume)


def _wave(wave: str, stacks: Path) -> Wave:
    move = load_move(stacks)
    for one in move.waves:
        if one.id == wave:
            return one
    raise BadInput(
        f"there is no wave {wave!r}",
        expected=f"one of {', '.join(one.id for one in move.waves)}",
        action="name a wave of stacks/cutover.yaml",
    )


def _parts(
    names: Collection[str], wave: str, chosen: Settings, folder: Path, report: Callable[[str], None]
) -> list[run.Part]:
    parts: list[run.Part] = []
    if "objects" in names:
        parts.append(ObjectsPart(folder / "objects", chosen.objects, report))
    if "database" in names:
        parts.append(database_part(wave, folder / "database", chosen.database, report))
    if "keys" in names:
        parts.append(KeysPart(folder / "keys"))
    return parts


def _progress() -> Callable[[str], None]:
    """One line for each thing that is begun: readable on a terminal, and in the log of a pipeline."""
    console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

    def report(words: str) -> None:
        console.print(f"- {words}", markup=False, style="dim")

    return report
