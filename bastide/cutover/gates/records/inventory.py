"""`bastide inventory --format json` -> inventory.*."""

from __future__ import annotations

from datetime import datetime

from bastide.cutover.gates.records.dated import moment
from bastide.cutover.gates.records.form import contradicts, parsed
from bastide.cutover.gates.records.model import Asked, Found, named
from bastide.cutover.inventory.as_json import InventoryCoverage
from bastide.cutover.inventory.model import Verdict
from bastide.cutover.inventory.rows import comparable
from bastide.cutover.measure import Measurement
from plan.json_file import JsonFile
from stacks.estate import load_estate

SCHEMA = "bastide/inventory-coverage/1"
_SOURCE = "bastide inventory"


def read(file: JsonFile, asked: Asked) -> Found:
    """Unmanaged and unmapped rows over all rows.

    Unmanaged are also entries of the register that are past their day, and subscriptions of which no row was seen:
    nobody knows what is there.
    """
    found = parsed(file, InventoryCoverage)
    _require_same(file, found, asked)
    time = moment(file, asked, found.taken or found.date, ("taken",) if found.taken else ("date",))
    counted = {verdict: sum(row.verdict is verdict for row in found.rows) for verdict in Verdict}
    if {**dict.fromkeys(Verdict, 0), **found.summary} != counted:
        raise contradicts(file, ("summary",), "the summary is not that of the rows")
    unmanaged = {row.id for row in found.rows if row.verdict is Verdict.UNMANAGED}
    unmanaged |= {f"ignored until {one.until}: {one.id or one.below}" for one in found.expired}
    unmanaged |= {f"subscription {one}: no row" for one in found.unseen}
    unmapped = {row.id for row in found.rows if row.verdict is Verdict.UNMAPPED}
    if found.complete != (not unmanaged and not unmapped):
        raise contradicts(file, ("complete",), "`complete` is not what the rows say")
    rows = Measurement(measure="inventory.rows", value=len(found.rows), time=time, source=_SOURCE)
    return Found(
        (
            rows,
            _differences("inventory.unmanaged", unmanaged, time),
            _differences("inventory.unmapped", unmapped, time),
        )
    )


def _differences(measure: str, names: set[str], time: datetime) -> Measurement:
    return Measurement(measure=measure, value=len(names), time=time, source=_SOURCE, objects=named(names))


def _require_same(file: JsonFile, found: InventoryCoverage, asked: Asked) -> None:
    if found.estate != asked.move.legacy:
        raise file.bad(
            ("estate",),
            f"the coverage is of the estate `{found.estate}`",
            expected=f"`{asked.move.legacy}`, the legacy of the move",
            action="name the right file",
        )
    own = comparable(str(getattr(load_estate(found.estate, asked.folder).choices, "subscription", "")))
    seen = {comparable(name) for source in found.sources for name in source.subscriptions}
    if seen and own not in seen:
        raise file.bad(
            ("sources",),
            f"the inventory is of the subscription {', '.join(sorted(seen))}",
            expected=f"rows of {own}, the subscription of `{found.estate}`",
            action="take the inventory of the right subscription",
        )
