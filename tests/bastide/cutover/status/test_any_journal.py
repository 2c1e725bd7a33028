"""Whatever has happened so far, each form of the status tells of every wave and phase."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from bastide.cutover.move.model import Move, PhaseId
from bastide.cutover.status import as_json, page, text
from bastide.cutover.status.model import Status, Step
from policies.model import Lang
from tests.bastide.cutover.status.journals import Journal

UP_TO_REHEARSE = tuple(PhaseId)[:4]
UP_TO_VERIFY = tuple(PhaseId)[:7]


@st.composite
def statuses(draw: st.DrawFn, move: Move) -> Status:
    journal = Journal(move)
    verified: set[str] = set()
    for wave in move.waves:
        may_freeze = set(wave.after) <= verified
        last = draw(st.sampled_from([None, *(UP_TO_VERIFY if may_freeze else UP_TO_REHEARSE)]))
        if last is None:
            continue
        journal.through(wave.id, last)
        if draw(st.booleans()):
            journal.roll_back(wave.id, last)
        elif last is PhaseId.VERIFY:
            verified.add(wave.id)
    return journal.status(now=journal.now + timedelta(hours=draw(st.integers(-3, 10_000))))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_form_tells_of_every_wave_and_phase(move: Move, data: st.DataObject) -> None:
    status = data.draw(statuses(move))
    lang = data.draw(st.sampled_from(Lang))
    file = io.StringIO()
    text.render(status, Console(file=file, width=80, color_system=None), lang)
    lines = file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    for one in status.waves:
        (row,) = [line for line in lines if re.match(rf"{one.wave.id} +[✓▶·]", line)]
        assert len(row.split()) == 1 + len(PhaseId)
    found = as_json.CutoverStatus.model_validate_json(as_json.render(status))
    assert [(wave.id, len(wave.phases)) for wave in found.waves] == [(one.wave.id, 8) for one in status.waves]
    shown = page.render(status, lang)
    assert shown.count("data-stage=") == len(status.waves) * len(PhaseId)
    for one in status.waves:
        # a gate that is not shown as green lets nothing through, and one that is has no red condition
        if one.next.step in (Step.ENTER, Step.LEAVE):
            assert one.gate is not None
            assert all(verdict.green for verdict in one.gate.verdicts)
        if one.gate is not None and one.gate.red:
            assert one.next.step in (Step.MEASURE, Step.WAIT)


def test_a_value_from_ahead_of_the_clock_is_said_to_be_ahead(move: Move) -> None:
    journal = Journal(move)
    journal.measure("test", inventory__rows=12)
    status = journal.status(now=journal.now - timedelta(hours=3))
    file = io.StringIO()
    text.render(status, Console(file=file, width=200, color_system=None))
    assert "measured in the future: one of two clocks is wrong; 12 resources (2 h 59 min ahead" in file.getvalue()
    assert "2 h 59 min ahead" in page.render(status, Lang.EN)
