"""Write policies/shortfalls.yaml anew from the estates, keeping causes and notes (in both languages); or check it
(`--check`).

What is new gets the note `review`: somebody must say why it stands and who must close it. A test refuses that note.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from bastide.check import check_stacks
from policies.checking import Ask, Checked
from policies.model import Result
from policies.shortfalls import FILE, Cause, Shortfall, shortfalls
from stacks.catalogue import cutovers, estates

ON: Final = date(2026, 11, 28)
"""The day on which the estates were reviewed: facts end, so that another day has other failures."""
STACKS: Final = Path(__file__).resolve().parent.parent / "stacks"
REVIEW: Final = "review: why does it stand, and who must close it"
REVIEW_FR: Final = "à examiner : pourquoi cela demeure, et qui doit y mettre fin"
_HEAD: Final = (
    "# yaml-language-server: $schema=../docs/schemas/shortfalls.json",
    f"# Failures that stand on {ON.isoformat()}, reviewed: rule, role path (empty: the layer as a whole), how many, "
    "and why. They fail all",
    "# the same; the list tells what is known from what is new. Renewed by `make shortfalls`, which keeps causes and "
    "notes.",
    "schema: bastide/shortfalls/1",
    "estates:",
)


def text(checked: Iterable[Checked]) -> str:
    """The whole file."""
    lines = [*_HEAD]
    for item in checked:
        lines.append(f"  {item.stack}:")
        lines += list(_entries(item))
    return "\n".join(lines) + "\n"


def _entries(item: Checked) -> Iterator[str]:
    known: Mapping[tuple[str, str], Shortfall] = {
        (entry.rule, entry.role): entry for entry in shortfalls().get(item.stack, ())
    }
    counts = Counter((found.rule, found.role) for found in item.findings if found.result is Result.FAIL)
    for (rule, role), count in sorted(counts.items()):
        entry = known.get((rule, role))
        cause = (entry.cause if entry else Cause.PLATFORM).value
        note, note_fr = (_quoted(text) for text in ((entry.note, entry.note_fr) if entry else (REVIEW, REVIEW_FR)))
        yield (
            f'    - {{rule: {rule}, role: "{role}", count: {count}, cause: {cause}, note: {note}, note_fr: {note_fr}}}'
        )


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 where the list is not that of today"
    )
    check = parser.parse_args().check
    made = text(check_stacks((*estates(STACKS), *cutovers(STACKS)), STACKS, Ask(ON)))
    if made == FILE.read_text(encoding="utf-8"):
        return 0
    if check:
        print("policies/shortfalls.yaml is not what the estates show\n  do: make shortfalls", file=sys.stderr)
        return 1
    FILE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
