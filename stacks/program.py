"""From the selected stack to its program."""

from __future__ import annotations

from pathlib import Path

import pulumi

from facts.errors import BadInput
from stacks import cutover, legacy, target
from stacks import estate as estates
from stacks.catalogue import FOLDER, HUB, MOVE, is_cutover, resolve
from stacks.estate import Estate


def run(stack: str, folder: Path = FOLDER) -> None:
    """Build the layer that `stack` names (`scaleway-hub`, `azure-legacy-space-cardio`, ...).

    Raises:
        BadInput: there is no such stack, it names a whole estate, or a file of it is wrong.
    """
    name, layer = resolve(stack, folder)
    if layer is None:
        raise BadInput(
            f"the stack `{stack}` is a whole estate",
            expected=f"one of its layers, such as {stack}-{MOVE if is_cutover(name, folder) else HUB}",
            action="select a layer's stack (`bastide preview` shows a whole estate)",
        )
    build(load_estate(name, folder), layer)


def load_estate(name: str, folder: Path = FOLDER) -> Estate:
    """Read and check an estate of any kind: the legacy, a candidate, or a move.

    Raises:
        BadInput: with every fault found.
    """
    return cutover.load_cutover(name, folder) if is_cutover(name, folder) else estates.load_estate(name, folder)


def build(estate: Estate, layer: str) -> None:
    """Build one layer of an estate that is already read and checked."""
    if isinstance(estate, cutover.Cutover):
        cutover.build(estate)
        return
    (legacy if estate.name.endswith("-legacy") else target).build(estate, layer)


def main() -> None:
    """Entry for the Pulumi engine: a wrong file is one message, not a traceback."""
    try:
        run(pulumi.get_stack())
    except BadInput as error:
        raise pulumi.RunError(error.message()) from None
