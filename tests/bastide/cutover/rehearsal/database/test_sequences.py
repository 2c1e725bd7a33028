"""When a sequence would give out a number twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bastide.cutover.rehearsal.database.carry import Sequence

UP = Sequence("public", "numbers", 100, 1, 1, 1, 1000, False)


def test_behind() -> None:
    assert UP.behind(None)
    assert UP.behind(replace(UP, last=None))
    assert UP.behind(replace(UP, last=99))
    assert not UP.behind(replace(UP, last=100))
    assert not replace(UP, last=None).behind(replace(UP, last=None))


def test_downwards_the_smaller_is_ahead() -> None:
    down = replace(UP, step=-5, least=-1000, most=-1, last=-20)
    assert down.behind(replace(down, last=-15))
    assert not down.behind(replace(down, last=-25))
    assert down.ahead(10) == -70


def test_margin_ends_where_the_sequence_ends() -> None:
    assert UP.ahead(10) == 110
    assert UP.ahead(5000) == 1000


@given(
    st.integers(-(2**62), 2**62),
    st.integers(1, 2**40) | st.integers(-(2**40), -1),
    st.integers(0, 10**6),
)
def test_what_is_set_ahead_is_never_behind(last: int, step: int, margin: int) -> None:
    sequence = Sequence("s", "q", last, last, step, -(2**63), 2**63 - 1, False)
    ahead = sequence.ahead(margin)
    assert sequence.least <= ahead <= sequence.most
    assert not sequence.behind(replace(sequence, last=ahead))
