"""From the selected stack to its program."""

from __future__ import annotations

from pathlib import Path

import pulumi

from facts.errors import BadInput
from stacks import legacy, target
from stacks.catalogue import FOLDER, resolve
from stacks.estate import Estate, load_estate


def run(stack: str, folder: Path = FOLDER) -> None:
    """Build the layer that `stack` names (`scaleway-hub`, `azure-legacy-space-cardio`, ...).

    Raises:
        BadInput: there is no such stack, it names a whole estate, or a file of it is wrong.
    """
    name, layer = resolve(stack, folder)
    if layer is None:
        raise BadInput(
            f"the stack `{stack}` is a whole estate",
            expected=f"one of its layers, such as {stack}-hub",
            action="select a layer's stack (`bastide preview` shows a whole estate)",
        )
    build(load_estate(name, folder), layer)


def build(estate: Estate, layer: str) -> None:
    """Build one layer of an estate that is already read and checked."""
    (legacy if estate.name.endswith("-legacy") else target).build(estate, layer)


def main() -> None:
    """Entry for the Pulumi engine: a wrong file is one message, not a traceback."""
    try:
        run(pulumi.get_stack())
    except BadInput as error:
        raise pulumi.RunError(error.message()) from None
