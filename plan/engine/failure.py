"""Why an operation of the engine failed, in one message with the next action."""

from __future__ import annotations

import re
from typing import Final

from facts.errors import BadInput
from plan.engine import reading
from plan.engine.command import Result
from plan.engine.state_faults import explain
from plan.errors import EngineFailed
from plan.model import LayerPlan, Message

# What the engine says when it refuses a plan that it has understood: findings, not failures.
_REFUSALS: Final = (
    re.compile(r"cannot be deleted because it is protected|because it is protected", re.DOTALL),
    re.compile(r"currently marked for protection"),
    re.compile(r"inputs to import do not match"),
)
_IN_PROGRAM: Final = "python inline source runtime error: "
# Beginning of a failure -> whose fault it is and what to do. The offline providers write these beginnings.
_INPUT_FAULTS: Final = (
    re.compile(r"no recorded (answer|resource)"),
    re.compile(r"newer version of the Pulumi CLI|unsupported schema version|unknown checkpoint version"),
)


def check(result: Result, plan: LayerPlan | None, stack: str) -> None:
    """Nothing where the operation went well, or was refused for what it would do.

    Raises:
        BadInput: what the engine was given is wrong.
        EngineFailed: anything else.
    """
    if result.code == 0:
        return
    errors = [message for message in reading.messages(result) if message.severity == "error"]
    if plan is not None and (errors or plan.policies) and all(_is_refusal(message) for message in errors):
        return
    first = next((message for message in errors if not _is_refusal(message)), None)
    text = _text(first) if first else result.stderr.strip() or f"code {result.code}"
    if (fault := explain(f"{text}\n{result.stderr}", stack)) is not None:
        raise fault
    if any(pattern.search(text) for pattern in _INPUT_FAULTS):
        raise BadInput(f"{stack}: {text}", action="record what is missing, or correct the file")
    raise EngineFailed(f"the engine refused {stack}: {text}", "see what it says; nothing was changed")


def _is_refusal(message: Message) -> bool:
    return any(pattern.search(message.text) for pattern in _REFUSALS)


def _text(message: Message) -> str:
    name = message.urn.rpartition("::")[2]
    # The program host adds the traceback: of use to nobody who uses the toolkit.
    text = message.text.partition("\nTraceback (most recent call last)")[0].removeprefix(_IN_PROGRAM)
    return f"{name}: {text}" if name else text
