"""A small rehearsal of objects with the real programs, and what may happen to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.objects.part import ObjectsPart, Size
from bastide.cutover.rehearsal.servers import programs
from bastide.failure import ToolkitFailed

SMALL = Size(objects=130, bytes=2_000_000, patience_seconds=30, settled_seconds=8, lock_days=1)
"""Every hard name once, and objects with earlier states, tags and no bytes."""

Values = dict[str, Measurement]


@pytest.fixture(scope="session", autouse=True)
def real_programs() -> None:
    """They must be there in CI, and may be missing elsewhere."""
    try:
        for find in (programs.azurite, programs.versitygw, programs.rclone):
            find()
    except ToolkitFailed as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def part(tmp_path: Path) -> Iterator[ObjectsPart]:
    """A part that runs, with objects at the source and none at the target."""
    with ObjectsPart(tmp_path / "objects", None, lambda _: None, SMALL) as entered:
        entered.prepare()
        yield entered


@pytest.fixture
def finish() -> Callable[[ObjectsPart], Values]:
    """The steps after `prepare`: the last value of each measure."""

    def steps(part: ObjectsPart) -> Values:
        measured = (*part.replicate(), *part.freeze(), *part.verify())
        return {one.measure: one for one in measured}

    return steps
