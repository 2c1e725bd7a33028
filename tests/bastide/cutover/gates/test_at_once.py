"""Several at once: what was judged still holds when it is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bastide.cutover.gates import plan, steps
from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.replay import state_of
from bastide.cutover.gates.situation import Situation
from bastide.cutover.gates.state import Stage
from bastide.cutover.journal.entry import Content, Entry
from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.move.model import PhaseId
from tests.bastide.cutover.gates.made import approvers, asked, measured, move, why_not

MOVE = move()


def at(entries: tuple[Entry, ...]) -> Situation:
    return Situation(MOVE, plan.digest(MOVE), approvers, entries, datetime.now(UTC), "op@host", asked, why_not)


def enter(entries: tuple[Entry, ...]) -> Content:
    return steps.enter(at(entries), "first", PhaseId.PREPARE, "")


def undo(entries: tuple[Entry, ...]) -> Content:
    return steps.roll_back(at(entries), "first", PhaseId.PREPARE, "undone")


def test_of_many_who_enter_or_undo_at_once_one_does(tmp_path: Path) -> None:
    (tmp_path / "stacks").mkdir()
    FileStore(tmp_path, print).append(lambda entries: steps.begin(at(entries), ""))

    def tried(step: object) -> bool:
        try:
            FileStore(tmp_path, print).append(step)  # type: ignore[arg-type]
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        for _ in range(5):
            assert sum(threads.map(tried, [enter] * 8)) == 1
            assert sum(threads.map(tried, [undo] * 8)) == 1
    entries = FileStore(tmp_path, print).read().entries
    assert len(entries) == 11
    passage = state_of(MOVE, plan.digest(MOVE), entries, approvers).waves["first"].passages[PhaseId.PREPARE]
    assert (passage.stage, len(passage.rolled_back)) == (Stage.NOT_BEGUN, 5)


def test_a_value_that_came_first_is_seen_by_who_leaves(tmp_path: Path) -> None:
    """The last good value is replaced by a bad one while somebody leaves: whoever writes later has judged by it."""
    (tmp_path / "stacks").mkdir()
    store = FileStore(tmp_path, print)
    store.append(lambda entries: steps.begin(at(entries), ""))
    store.append(enter)

    def measure(wrong: int) -> None:
        now = datetime.now(UTC) + timedelta(seconds=1)
        found = [measured("thing.count", 7, now), measured("thing.wrong", wrong, now)]
        FileStore(tmp_path, print).append(lambda entries: steps.measure(at(entries), "first", found, ""))

    def leave() -> bool:
        try:
            FileStore(tmp_path, print).append(lambda entries: steps.leave(at(entries), "first", PhaseId.PREPARE, ""))
        except NotAllowed:
            return False
        return True

    measure(0)
    with ThreadPoolExecutor(2) as threads:
        bad, left = threads.submit(measure, 1), threads.submit(leave)
        bad.result()
        left.result()
    entries = store.read().entries
    # whichever came first, the journal follows
    state_of(MOVE, plan.digest(MOVE), entries, approvers)
    events = [str(entry.event) for entry in entries]
    expected = ["begun", "entered", "measured", "measured"]
    assert events == ([*expected[:3], "left", "measured"] if left.result() else expected)
