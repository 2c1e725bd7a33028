"""What a copy cannot carry is known before it begins."""

from __future__ import annotations

import pytest

from bastide.cutover.rehearsal.objects import make
from bastide.cutover.rehearsal.objects.manifest import Line
from bastide.cutover.rehearsal.objects.names import cannot, reason


def _line(name: str = "name", metadata: dict[str, str] | None = None, tags: dict[str, str] | None = None) -> Line:
    return Line(name, 1, "mark", "", metadata or {}, tags or {}, "text/plain", (), "")


@pytest.mark.parametrize(
    "name", ["a//b", "/a", "a/", "a/./b", "../a", "..", ".", "tab\tin it", "line\nfeed", "del\x7f"]
)
def test_names_that_would_become_others(name: str) -> None:
    assert reason(_line(name))


@pytest.mark.parametrize("name", make.HARD)
def test_hard_names_are_no_reason(name: str) -> None:
    assert reason(_line(name)) == ""


def test_limits_that_are_narrower_at_the_target() -> None:
    assert reason(_line("n" * 1024)) == ""
    assert "1024 bytes" in reason(_line("\N{LATIN SMALL LETTER E WITH ACUTE}" * 513))
    assert reason(_line(metadata={"k": "v" * 2047})) == ""
    assert "2048 bytes" in reason(_line(metadata={"k": "v" * 2048}))
    assert reason(_line(tags={f"t{number}": "v" for number in range(10)})) == ""
    assert "tags" in reason(_line(tags={f"t{number}": "v" for number in range(11)}))


def test_only_what_cannot_is_listed() -> None:
    assert list(cannot([_line("well"), _line("a//b")])) == ["a//b"]
