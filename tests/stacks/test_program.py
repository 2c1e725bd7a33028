"""The program that `pulumi up` runs is the one that `bastide preview` plans."""

from __future__ import annotations

import runpy
from collections.abc import Mapping

import pytest

from plan import builtin
from plan.errors import ProgramFailed
from plan.estate import look_ups
from plan.model import LayerPlan
from plan.monitor import Invokes
from stacks.estate import load_estate
from tests.conftest import REPOSITORY
from tests.estates import ESTATES

Plans = Mapping[str, tuple[LayerPlan, ...]]


def run_main(stack: str, invokes: Invokes = builtin.no_invokes) -> builtin.ProgramRun:
    def program() -> None:
        runpy.run_path(str(REPOSITORY / "__main__.py"))

    return builtin.run(program, project="bastide", stack=stack, invokes=invokes)


@pytest.mark.parametrize("estate", ESTATES)
def test_the_entry_point_builds_the_selected_stack(estate: str, plans: Plans) -> None:
    run = run_main(f"{estate}-bootstrap", look_ups(load_estate(estate)))
    assert run.resources == plans[estate][0].resources
    assert not [message for message in run.messages if message.severity == "error"]


@pytest.mark.parametrize(
    ("stack", "words"),
    [
        ("scaleway", "whole estate"),
        ("scalway-hub", "did you mean `scaleway`"),
        ("scaleway-space-none", "there is no estate or stack"),
    ],
)
def test_a_wrong_stack_is_one_message_and_no_traceback(stack: str, words: str) -> None:
    with pytest.raises(ProgramFailed) as failed:
        run_main(stack)
    assert "RunError" in str(failed.value)
    assert words in str(failed.value)
