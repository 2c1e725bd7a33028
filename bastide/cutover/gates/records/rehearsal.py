"""The record of a rehearsal -> what it measured of the wave itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from bastide.cutover.gates.records.dated import require_silent
from bastide.cutover.gates.records.model import Asked, Found
from bastide.cutover.measure import Measurement
from bastide.cutover.move.asked import wave_of
from bastide.cutover.move.model import Holding
from bastide.cutover.rehearsal import record
from bastide.cutover.rehearsal.record import NAMESPACE, RehearsalRecord
from facts.errors import BadInput, Place
from plan.json_file import JsonFile
from stacks.approval.signature import NotSigned, how_to_sign, people, signature_of

SCHEMA: Final = record.SCHEMA
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "objects": frozenset({"objects", "delta"}),
    "database": frozenset({"database", "tables"}),
    "keys": frozenset({"keys"}),
}
"""Part of a rehearsal -> what its measures begin with. All others are of the whole rehearsal."""
_HELD: Final[Mapping[str, Holding]] = {"objects": Holding.OBJECTS, "database": Holding.DATABASES}
"""Parts without whose real endpoints the times of the whole say nothing, where a wave holds such things."""


def read(file: JsonFile, asked: Asked) -> Found:
    """What was measured with the real endpoints of this wave, from a record that somebody of the list has signed.

    Left out is what was measured on loopback, which proves the procedure and nothing of the wave; with it the times of
    the whole, where the wave holds such things; and what the plan leaves to a person: a rehearsed freeze is no freeze.

    Raises:
        BadInput: it was changed, is not signed, is of another wave, or nothing of it remains.
    """
    require_silent(file, asked)
    found = record.read(file.file)
    if found.wave != asked.wave:
        raise file.bad(
            ("wave",),
            f"the record is of the wave `{found.wave}`",
            expected=f"`{asked.wave}`",
            action="name the right file",
        )
    signed = _signers(file, asked)
    kept = tuple(one for one in found.measurements if _counts(one, found, asked))
    if not kept:
        raise file.bad(
            ("loopback",),
            f"{', '.join(found.loopback)} were rehearsed on this machine, which says nothing of the wave",
            expected="a rehearsal with the real endpoints of the wave",
            action="bastide cutover rehearse with a file of settings: docs/rehearsal.md",
        )
    return Found(kept, f"signed by {', '.join(sorted(signed))}{_left_out(found, kept)}")


def _counts(one: Measurement, found: RehearsalRecord, asked: Asked) -> bool:
    planned = asked.move.measures.get(one.measure)
    if planned is not None and planned.hand:
        return False
    subject = one.measure.partition(".")[0]
    part = next((name for name, subjects in _PARTS.items() if subject in subjects), None)
    return part not in found.loopback if part else not _is_on_loopback(found.loopback, asked)


def _is_on_loopback(parts: Collection[str], asked: Asked) -> bool:
    """Whether something that the wave holds was not rehearsed where it lies."""
    wave = wave_of(asked.move, asked.wave)
    return wave is None or any(part in parts and holding in wave.holds for part, holding in _HELD.items())


def _left_out(found: RehearsalRecord, kept: Collection[Measurement]) -> str:
    names = {one.measure for one in found.measurements} - {one.measure for one in kept}
    return f"; left out: {', '.join(sorted(names))}" if names else ""


def _signers(file: JsonFile, asked: Asked) -> frozenset[str]:
    signature = signature_of(file.file)
    try:
        return people(file.file.read_bytes(), signature.read_bytes(), asked.signers(), NAMESPACE)
    except OSError as error:
        raise _unsigned(file, f"the signature {signature.name} cannot be read: {error.strerror}") from None
    except NotSigned as error:
        raise _unsigned(file, f"the signature {signature.name} does not hold: {error.name or error.reason}") from None


def _unsigned(file: JsonFile, found: str) -> BadInput:
    return BadInput(
        found,
        place=Place(file.file, None, None, ""),
        expected=f"a signature for {NAMESPACE} beside the record, by somebody of the committed list of approvers",
        action=how_to_sign(file.file, NAMESPACE),
    )
