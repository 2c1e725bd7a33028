"""The pack under the real engine: what it says stands in the plan, and nothing of how the engine is interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from policies.checking import Ask, check
from policies.model import Level, Result
from policies.pack.settings import wanted
from tests.conftest import REPOSITORY, Plans
from tests.pulumi_cli import real_cli

STACK = "scaleway-bootstrap"
pytestmark = pytest.mark.xdist_group("life-scaleway")


def test_a_stack_is_refused_for_what_the_check_fails_it(plans: Plans) -> None:
    real_cli()
    done = subprocess.run(
        [sys.executable, "-m", "bastide", "preview", STACK, "--policy-pack", "policies", "--format", "json"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    for words in ("Traceback", "KeyboardInterrupt", "interrupt"):
        assert words not in done.stderr
        assert words not in done.stdout
    (stack,) = json.loads(done.stdout)["stacks"]
    assert stack["refused"] is True
    assert [message for message in stack["messages"] if message["severity"] == "error"] == []
    said = {(_rule(item), item["urn"]) for item in stack["policies"] if item["level"] == "mandatory"}
    (plan,) = (plan for plan in plans["scaleway"] if plan.layer == "bootstrap")
    expected = {
        (item.rule, item.urn.partition("::gap::")[0])
        for item in check([plan], Ask(date.today()), wanted("scaleway")).findings
        if item.result is Result.FAIL and item.level is Level.MANDATORY
    }
    assert said == expected


def _rule(item: dict[str, str]) -> str:
    """The rule: the policy's name, or for a policy of several rules what its message begins with.

    The SDK writes the policy's description on a line of its own before it.
    """
    said = item["message"].partition("\n")[2]
    return said.partition(": ")[0] if item["rule"] == "whole-stack" else item["rule"]
