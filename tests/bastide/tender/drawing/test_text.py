"""Widths of texts, and ports as texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bastide.tender.drawing.metrics import width, wrapped
from bastide.tender.drawing.ports import Port, of_rule, written
from bastide.tender.drawing.shown import shown
from bastide.tender.drawing.tracks import Run, ordered
from plan.values import UNKNOWN, Secret

_TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80)


def test_widths_are_those_of_the_widest_fallback() -> None:
    # DejaVu Sans: W 98.9, i 27.8, space 31.8 hundredths, rounded up
    assert width("Wi ", 100) == 99 + 28 + 32
    assert width("é", 10) == width("e", 10)
    assert width("日", 10) >= 10
    assert width("bastion", 10, bold=True) > width("bastion", 10)


@given(_TEXTS, st.floats(5, 400), st.booleans())
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: float, bold: bool) -> None:
    lines = wrapped(text, room, 10, bold)
    assert lines
    assert all(width(line, 10, bold) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrapped("one two three", width("one two", 10), 10) == ("one two", "three")
    assert wrapped("", 100, 10) == ("",)


def test_ports_are_written_in_order_tcp_without_its_name() -> None:
    rule = {"protocol": "udp", "ports": ["123"]}
    ports = of_rule(rule) | of_rule({"protocol": "tcp", "ports": ["3142", "22", "1-65535"]})
    assert written(ports) == ("1-65535", "22", "3142", "123/udp")


def test_what_cannot_be_read_is_every_port() -> None:
    assert written(of_rule({"protocol": "tcp", "ports": UNKNOWN})) == ("tcp",)
    assert written(of_rule({"protocol": "icmp", "ports": []})) == ("icmp",)
    assert written(of_rule({"protocol": UNKNOWN, "ports": ["odd"]})) == ("any",)


def test_shared_ports() -> None:
    assert Port("tcp", 1, 100).shared(Port("tcp", 50, 200)) == Port("tcp", 50, 100)
    assert Port("tcp", 1, 49).shared(Port("tcp", 50, 200)) is None
    assert Port("tcp", 1, 49).shared(Port("udp", 1, 49)) is None


def test_shown_texts_are_masked_on_one_line_and_bounded() -> None:
    assert shown(Secret("hidden")) == "[secret]"
    assert shown(UNKNOWN) == "[unknown]"
    assert shown(None) == ""
    assert shown("two\nlines\u202e") == "two lines?"
    assert len(shown("x" * 1000)) == 120


def test_parallel_lines_are_ordered_so_that_they_cross_less() -> None:
    inner = Run("inner", 10, 20, before=(10, 20))
    outer = Run("outer", 0, 30, before=(0, 30))
    assert [run.key for run in ordered((outer, inner))] == ["inner", "outer"]
    assert inner.crossings(outer) == 0
    assert outer.crossings(inner) == 2
