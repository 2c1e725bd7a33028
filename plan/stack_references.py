"""Outputs of the stacks that a program refers to, without a backend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.errors import MissingStackReference
from plan.pulumi_private import struct_pb2
from plan.values import Secret, unknowns
from plan.wire import encoded_value, later_known

STACK_REFERENCE: Final = "pulumi:pulumi:StackReference"


def outputs_of(
    stack: str, references: Mapping[str, Mapping[str, Any]], *, organization: str, project: str
) -> Mapping[str, Any]:
    """The outputs of the referenced stack. Raises MissingStackReference where they are not given.

    `stack` is what the program wrote: the full name, or the last part of it for the own project.
    """
    full = f"{organization}/{project}/{stack}" if "/" not in stack else stack
    for name in (stack, full):
        if name in references:
            return references[name]
    raise MissingStackReference(full, tuple(sorted(references)))


def reference_state(stack: str, outputs: Mapping[str, Any]) -> struct_pb2.Struct:
    """The state of a `pulumi.StackReference`: secrets stay secret, unknowns unknown, the rest known."""
    state = struct_pb2.Struct()
    state.fields["name"].string_value = stack
    values = state.fields["outputs"].struct_value
    values.SetInParent()
    for name, value in outputs.items():
        pending = bool(unknowns(value))
        wire = later_known(value, secret=_holds_secret(value)) if pending else encoded_value(value)
        values.fields[name].CopyFrom(wire)
    secrets = sorted(name for name, value in outputs.items() if _holds_secret(value))
    state.fields["secretOutputNames"].CopyFrom(encoded_value(secrets))
    return state


def _holds_secret(value: Any) -> bool:
    if isinstance(value, Secret):
        return True
    if isinstance(value, Mapping):
        return any(_holds_secret(item) for item in value.values())
    return isinstance(value, list | tuple) and any(_holds_secret(item) for item in value)
