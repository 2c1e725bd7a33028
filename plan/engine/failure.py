"""Why an operation of the engine failed, in one message with the next action."""

from __future__ import annotations

import re
from typing import Final

from facts.errors import BadInput
from plan.engine import reading
from plan.engine.command import Result
from plan.engine.state_faults import explain
from plan.errors import EngineFailed, asked_of
from plan.model import LayerPlan, Message

# What the engine says when it refuses a plan that it has understood: findings, not failures.
_OF_PROTECTION: Final = (re.compile(r"because it is protected"), re.compile(r"currently marked for protection"))
_REFUSALS: Final = (*_OF_PROTECTION, re.compile(r"inputs to import do not match"))
_IN_PROGRAM: Final = "python inline source runtime error: "
# Beginning of a failure -> whose fault it is and what to do. The offline providers write these beginnings.
_INPUT_FAULTS: Final = (
    re.compile(r"no recorded (answer|resource)"),
    re.compile(r"newer version of the Pulumi CLI|unsupported schema version|unknown checkpoint version"),
)

_NO_STACK: Final = re.compile(r"no stack named '(?P<stack>[^']+)' found")
_NO_FOLDER: Final = re.compile(r"unable to open state directory")
_NO_PLUGIN: Final = re.compile(
    r"no resource plugin 'pulumi-resource-(?P<name>[\w-]+)' found"
    r"(?:.*? at version v(?P<version>[\w.+-]+))?(?:.*? from (?P<server>\w+://\S+))?"
)
# What stands before the plugin's name and after it is the CLI's, what follows the colon is the plugin's own.
_CRASH: Final = re.compile(
    r"pulumi-resource-(?P<name>[\w-]+)\S* exited prematurely.*?STDERR streams of the plugin:\s*(?P<said>[^\n]*)",
    re.DOTALL,
)
_SHOWN: Final = 200
"""Characters of what a plugin said last: enough for a reason, too little for a dump."""


def check(result: Result, plan: LayerPlan | None, stack: str, *, applied: bool = False) -> None:
    """Nothing where the operation went well, or was refused for what it would do. `applied`: it was to change things.

    Raises:
        BadInput: what the engine was given is wrong.
        EngineFailed: anything else.
    """
    if result.code == 0:
        return
    errors = _errors(result)
    if plan is not None and (errors or plan.policies) and all(_is_one_of(_REFUSALS, message) for message in errors):
        return
    first = next((message for message in errors if not _is_one_of(_REFUSALS, message)), None)
    text = _text(first) if first else result.stderr.strip() or f"code {result.code}"
    if (fault := explain(f"{text}\n{result.stderr}", stack)) is not None:
        raise fault
    if (cause := _of_providers(text, stack)) is not None:
        raise cause
    if (told := asked_of(text, stack)) is not None:
        raise told
    if any(pattern.search(text) for pattern in _INPUT_FAULTS):
        raise BadInput(f"{stack}: {text}", action="record what is missing, or correct the file")
    after = "what it had made by then stands" if applied else "nothing was changed"
    raise EngineFailed(f"the engine refused {stack}: {text}", f"see what it says; {after}")


def _of_providers(text: str, stack: str) -> BadInput | EngineFailed | None:
    """What only happens with real providers and the user's own state, None for all else."""
    if _NO_STACK.search(text):
        return BadInput(
            f"the state backend has no stack {stack}",
            expected="a stack that was made: real providers compare with its state",
            action=f"pulumi stack init {stack}; a stack of another backend: correct PULUMI_BACKEND_URL",
        )
    if _NO_FOLDER.search(text):
        return BadInput(
            "the folder of the state does not exist",
            expected="a folder that `pulumi stack init` has used",
            action="correct PULUMI_BACKEND_URL, or make the folder and the stack",
        )
    if (missing := _NO_PLUGIN.search(text)) is not None:
        name, version, server = missing["name"], missing["version"], missing["server"]
        install = " ".join(part for part in (name, version, server and f"--server {server}") if part)
        return EngineFailed(
            f"{stack} asks the real provider {name}, whose plugin is not installed"
            + (f" in version {version}" if version else ""),
            f"pulumi plugin install resource {install}, or take the offline providers; nothing is downloaded by itself",
        )
    if (crash := _CRASH.search(text)) is not None:
        name, said = crash["name"], crash["said"].strip()[:_SHOWN]
        return EngineFailed(
            f"the plugin of the real provider {name} ended before it was done: {said or 'without a word'}",
            f"run it again; if it stays, install it anew: pulumi plugin rm resource {name}, then pulumi plugin install",
        )
    return None


def is_of_protection(result: Result) -> bool:
    """True where an operation was refused for what is protected, and for nothing else: its program has ended well."""
    errors = _errors(result)
    return result.code != 0 and bool(errors) and all(_is_one_of(_OF_PROTECTION, message) for message in errors)


def _errors(result: Result) -> list[Message]:
    return [message for message in reading.messages(result) if message.severity == "error"]


def _is_one_of(patterns: tuple[re.Pattern[str], ...], message: Message) -> bool:
    return any(pattern.search(message.text) for pattern in patterns)


def _text(message: Message) -> str:
    name = message.urn.rpartition("::")[2]
    # The program host adds the traceback: of use to nobody who uses the toolkit.
    text = message.text.partition("\nTraceback (most recent call last)")[0].removeprefix(_IN_PROGRAM)
    return f"{name}: {text}" if name else text
