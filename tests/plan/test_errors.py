"""What builders say of an intent is told apart from faults of the toolkit."""

from __future__ import annotations

import pytest

from facts.errors import BadInput
from plan.engine.command import Result
from plan.engine.failure import check
from plan.errors import EngineFailed, asked_of

SAID = "ValueError: found one segment for both | one for each | move the bastion"


def test_found_expected_and_action_are_told_apart() -> None:
    told = asked_of(f"the program failed: {SAID}", "numspot")
    assert told is not None
    assert told.message().splitlines() == [
        "numspot: found one segment for both",
        "  expected: one for each",
        "  do: move the bastion",
    ]


@pytest.mark.parametrize("text", ["", "ValueError: no such thing", "ValueError: a | b", "KeyError: a | b | c"])
def test_another_failure_is_none_of_the_intents(text: str) -> None:
    assert asked_of(text, "numspot") is None


def _ended(text: str) -> Result:
    said = {"diagnosticEvent": {"severity": "error", "message": f"error: {text}", "urn": ""}}
    return Result(255, {}, (said,), "")


def test_of_the_pulumi_engine_too() -> None:
    with pytest.raises(BadInput, match="numspot-hub: found one segment for both"):
        check(_ended(f"python inline source runtime error: {SAID}"), None, "numspot-hub")


@pytest.mark.parametrize(("applied", "says"), [(False, "nothing was changed"), (True, "stands")])
def test_a_refusal_says_whether_anything_was_changed(applied: bool, says: str) -> None:
    with pytest.raises(EngineFailed) as caught:
        check(_ended("some provider failed"), None, "numspot-hub", applied=applied)
    assert says in str(caught.value)
