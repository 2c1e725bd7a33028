"""checkov's search for secrets over the plain values of plans. Of what it finds only the place is passed on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from policies.scan.inside import internals
from policies.scan.inside.answers import Answer

# Far below the sizes at which checkov leaves a line or a file out without a word.
_LONGEST: Final = 8_000
_BYTES: Final = 2_000_000
_LINES: Final = 2_000
_ROUNDS: Final = 20
_CANARY: Final = "canary: " + "AKIA" + "QX7BASTIDE4WREN2"
"""Ends every file, in the form of a key that every version finds: where it is not found, there was no search."""


_PARDON: Final = re.compile("pragma", re.IGNORECASE)
"""Begins the comment by which a line asks not to be searched. Nobody would see that it did."""


class SearchFailed(Exception):
    """checkov searched a file and did not find what was put there."""


def search(lines: list[dict[str, Any]], folder: Path) -> Iterator[Answer]:
    """A failure for each line with a secret, wherever it stands.

    Of one secret checkov tells one place in a file. Hence files with a find are searched again without what was found:
    first resource by resource, then as long as something new is found, `_ROUNDS` times at most.

    Raises SearchFailed where a file was not searched to its end.
    """
    if not lines:
        return
    folder.mkdir(mode=0o700)
    blocks = list(_joined(_blocks(lines)))
    for number in range(_ROUNDS):
        again: list[Block] = []
        for block, found in _searched(blocks, folder / str(number)):
            for line, check, title, outcome in found:
                yield from (_answer(source, check, title, outcome) for source in block[line][0])
            if found:
                told = {line for line, *_ in found}
                again.append([entry for line, entry in enumerate(block) if line not in told])
        blocks = [part for block in again for part in (_by_resource(block) if number == 0 else [block]) if part]
        if not blocks:
            return


Block = list[tuple[list[dict[str, Any]], str]]
"""Lines of one file, each with all the places where it stands."""

Found = list[tuple[int, str, str, str]]
"""Index of the line, check, title, outcome."""


def _searched(blocks: list[Block], folder: Path) -> Iterator[tuple[Block, Found]]:
    folder.mkdir(mode=0o700)
    # of all kinds of files, the one in which checkov finds secrets without quotes too, and takes no line for another
    files = {str(folder / f"{number}.properties"): block for number, block in enumerate(blocks)}
    for file, block in files.items():
        _write(file, [text for _, text in block])
    report = internals.file_runner("secrets").run(
        root_folder=None, files=list(files), runner_filter=internals.runner_filter("secrets")
    )
    found: dict[str, Found] = {file: [] for file in files}
    ended = set()
    for outcome, records in (("failed", report.failed_checks), ("skipped", report.skipped_checks)):
        for record in records:
            file, line = record.file_abs_path, record.file_line_range[0] - 1
            if line == len(files[file]):
                ended.add(file)
            else:
                found[file].append((line, record.check_id, record.check_name, outcome))
    if ended != set(files):
        raise SearchFailed
    yield from ((files[file], items) for file, items in found.items())


def _blocks(lines: list[dict[str, Any]]) -> Iterator[Block]:
    """One for each resource. The same single line (a tag, a region) is searched once for all that have it."""
    places: dict[str, list[dict[str, Any]]] = {}
    for _, group in groupby(lines, key=itemgetter("layer", "urn")):
        block: Block = []
        for line in group:
            text = line["text"]
            if line["line"] == 0 and text in places:
                places[text].append(line)
                continue
            sources = places.setdefault(text, [line]) if line["line"] == 0 else [line]
            block += [(sources, piece) for piece in _pieces(text)]
        if block:
            yield block


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks joined, and too large ones divided, to files that checkov searches quickly, and to their end."""
    joined: Block = []
    size = 0
    for entry in chain.from_iterable(blocks):
        if joined and (len(joined) >= _LINES or size > _BYTES):
            yield joined
            joined, size = [], 0
        joined.append(entry)
        size += len(entry[1].encode("utf-8", "replace"))
    if joined:
        yield joined


def _by_resource(block: Block) -> list[Block]:
    return [list(group) for _, group in groupby(block, key=lambda entry: entry[0][0]["urn"])]


def _pieces(text: str) -> Iterator[str]:
    """The text; too long a one in parts that overlap by half."""
    if len(text) <= _LONGEST:
        yield text
        return
    for start in range(0, len(text) - _LONGEST // 2, _LONGEST // 2):
        yield text[start : start + _LONGEST]


def _write(file: str, texts: list[str]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as written:
        written.writelines(f"{_PARDON.sub('pragma_', text)}\n" for text in (*texts, _CANARY))


def _answer(source: dict[str, Any], check: str, title: str, outcome: str) -> Answer:
    return {
        "check": check,
        "title": f"No secret in plain text ({title})",
        "outcome": outcome,
        "urn": source["urn"],
        "name": source["name"],
        "stack": source["stack"],
        "layer": source["layer"],
        "properties": [source["path"]],
        "line": source["line"],
        "reason": "",
        "crashed": False,
    }
