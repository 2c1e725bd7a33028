"""A rehearsal of a few objects in a process of its own, to be killed: `runner.py FOLDER`.

Says what it does, a line each with `- ` before it, and at the end what is red, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bastide.cutover.rehearsal import run, state
from bastide.cutover.rehearsal.green import reds
from bastide.cutover.rehearsal.objects.part import ObjectsPart, Size
from bastide.cutover.rehearsal.settings import LOOPBACK

SIZE = Size(objects=130, bytes=1_000_000, patience_seconds=30, settled_seconds=8)


def _report(words: str) -> None:
    print(f"- {words}", flush=True)


def main() -> None:
    folder = Path(sys.argv[1])
    part = ObjectsPart(folder / "objects", None, _report, SIZE)
    plan = run.Plan("hub", folder, LOOPBACK, 60, ("objects",))
    record = run.run(plan, [part], _report, resume=state.read(folder) is not None)
    values = {one.measure: one.value for one in record.measurements}
    red = reds(record.measurements)
    unnamed = sorted(one.measure for one in record.measurements if one.measure in red and not one.objects)
    print(json.dumps({"red": sorted(red), "unnamed": unnamed, "count": values["objects.count"]}))


if __name__ == "__main__":
    main()
