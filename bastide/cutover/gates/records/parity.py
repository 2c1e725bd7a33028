"""`bastide parity --format json` -> parity.*, entitlements.*, reachability.*, names.*."""

from __future__ import annotations

from typing import Final

from bastide.cutover.gates.records.dated import moment
from bastide.cutover.gates.records.form import contradicts, parsed
from bastide.cutover.gates.records.model import Asked, Found
from bastide.cutover.parity.as_json import ParityDocument, document
from bastide.cutover.parity.measured import measured
from bastide.cutover.parity.model import Compared, Entitled, Named, Parity, Reached
from plan.json_file import JsonFile

SCHEMA: Final = "bastide/parity/1"


def read(file: JsonFile, asked: Asked) -> Found:
    """What parity measures, counted anew from the rows; of the one document that is of this move."""
    at = _index(file, asked)
    found = parsed(file, ParityDocument, (at,))
    time = moment(file, asked, found.date, (at, "date"))
    parity = _parity(found)
    again = document(parity)
    for key in ("summary", "tallies", "complete"):
        if getattr(again, key) != getattr(found, key):
            raise contradicts(file, (at, key), f"`{key}` is not what the rows say")
    return Found(measured(parity, time))


def _parity(found: ParityDocument) -> Parity:
    """The comparison, as far as it is counted."""
    return Parity(
        legacy=found.legacy,
        target=found.target,
        on=found.date,
        roles=tuple(Compared(row.kind, row.legacy, row.target, row.state) for row in found.roles),
        entitlements=tuple(
            Entitled(row.kind, row.legacy, row.target, row.area, row.right, row.fate) for row in found.entitlements
        ),
        reachability=tuple(
            Reached(row.source, row.target, row.protocol, row.ports, row.fate) for row in found.reachability
        ),
        names=tuple(
            Named(row.kind, row.name, row.zone, (row.role, ""), row.successor, row.fate) for row in found.names
        ),
    )


def _index(file: JsonFile, asked: Asked) -> int:
    items = file.data if isinstance(file.data, list) else []
    sides = [(item.get("legacy"), item.get("target")) if isinstance(item, dict) else () for item in items]
    wanted = (asked.move.legacy, asked.move.target)
    if sides.count(wanted) != 1:
        raise file.bad(
            (),
            f"{sides.count(wanted)} of the {len(sides)} comparisons are of this move",
            expected=f"one of {wanted[0]} with {wanted[1]}",
            action=f"bastide parity --legacy {wanted[0]} --target {wanted[1]} --format json",
        )
    return sides.index(wanted)
