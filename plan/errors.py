"""What the engines raise. Messages never show a secret that an engine has seen."""

from __future__ import annotations

from typing import Any, Final

from facts.errors import BadInput

_OF_BUILDERS: Final = "ValueError: "
_PARTS: Final = 3


class ProgramFailed(Exception):
    """The program did not come to its end. `__cause__` is the exception it raised."""


def asked_of(text: str, stack: str) -> BadInput | None:
    """What a builder says of an intent or of choices that its cloud cannot make, as a fault of those; None for a text
    that is none of these: `ValueError: found | expected | next action`.
    """
    parts = text.partition(_OF_BUILDERS)[2].split(" | ")
    if len(parts) != _PARTS:
        return None
    found, expected, action = (part.strip() for part in parts)
    return BadInput(f"{stack}: {found}", expected=expected, action=action)


class DuplicateResource(ProgramFailed):
    """Two resources have the same URN."""

    def __init__(self, urn: str) -> None:
        super().__init__(f"two resources have the URN {urn}: give one of them another name or parent")
        self.urn = urn


class MissingInvoke(ProgramFailed):
    """The program asks a provider (`get_image`, ...) and no fixture answers."""

    def __init__(self, token: str, args: Any) -> None:
        super().__init__(
            f"no fixture answers the invoke {token} with the arguments {args}: "
            "without a network its result must be given"
        )
        self.token = token


class MissingStackReference(ProgramFailed):
    """The program reads the outputs of a stack that was not given."""

    def __init__(self, stack: str, known: tuple[str, ...]) -> None:
        given = ", ".join(known) or "none"
        super().__init__(f"the outputs of the referenced stack {stack} are not given (given: {given})")
        self.stack = stack


class RemoteComponent(ProgramFailed):
    """The program uses a component that only its own plugin can build."""

    def __init__(self, urn: str) -> None:
        super().__init__(f"{urn} is a remote component: only the Pulumi engine can build its children")
        self.urn = urn


class EngineFailed(Exception):
    """The Pulumi engine, its CLI or a process beside it failed, and no input is to blame."""

    def __init__(self, found: str, action: str) -> None:
        super().__init__(f"{found}\n  do: {action}")
        self.found, self.action = found, action

    def __reduce__(self) -> tuple[Any, ...]:
        return EngineFailed, (self.found, self.action)
