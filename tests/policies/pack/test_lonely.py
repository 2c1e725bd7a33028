"""A rule that is asked of one record alone: what it has said stands, whatever it stumbles over afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from policies.model import Result, Rule, Verdict, failed
from policies.pack.lonely import NeedsStack, lonely_verdicts
from policies.record import KnownLater
from policies.rules import rule

BAD = failed("bad", "mauvais")


def stumbling(error: Exception) -> Rule:
    def check(record: Any, context: Any) -> Iterator[Verdict]:
        yield BAD
        raise error

    return replace(rule("NET-001"), check=check)


def said(error: Exception) -> tuple[Verdict, ...]:
    nothing: Any = None
    return lonely_verdicts(stumbling(error), nothing, nothing)


def test_what_is_known_later_does_not_hide_a_failure() -> None:
    first, second = said(KnownLater("entries"))
    assert first == BAD
    assert (second.result, second.properties) == (Result.UNKNOWN, ("entries",))


def test_a_crash_does_not_hide_a_failure() -> None:
    first, second = said(ZeroDivisionError("planted-secret"))
    assert first == BAD
    assert second.result is Result.FAIL and second.info is not None
    assert "itself failed (ZeroDivisionError" in second.info.en and "planted-secret" not in second.info.en


def test_what_waits_for_the_stack_is_said_there_as_a_whole() -> None:
    with pytest.raises(NeedsStack):
        said(NeedsStack())
