"""Plans from a file of somebody else, whatever tool wrote it: told by its shape, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from facts.errors import BadInput, Place
from plan import inventory, plan_json, preview_json, state, terraform
from plan.json_file import MAX_DEPTH, JsonFile, read
from plan.model import LayerPlan
from plan.origin import empty

_Test = Callable[[Any], bool]
_Reader = Callable[[JsonFile], tuple[LayerPlan, ...]]

# First fit.
_SHAPES: Final[tuple[tuple[_Test, _Reader], ...]] = (
    (plan_json.is_plan, plan_json.plans),
    (state.is_state, state.plans),
    (terraform.is_plan, terraform.plans),
    (preview_json.is_preview, preview_json.plans),
    (inventory.is_inventory, inventory.plans),
)
_EXPECTED: Final = (
    "one of: `pulumi stack export`, `pulumi preview --json --show-sames`, `bastide preview --format json`, "
    "`az graph query`, `az resource list`, `az group export`, `terraform show -json`"
)


def read_plans(path: Path) -> tuple[LayerPlan, ...]:
    """The plans in a file, read whole or not at all; layers of our own document, else one.

    What is read: docs/other-inputs.md. Needs neither a network nor the tool that wrote the file.

    Raises:
        BadInput: a file that cannot be read, is cut off, too large, of no known shape or a version that is not known,
            or that holds no resource. No message shows a value of the file.
    """
    return plans_of(read(path))


def plans_of(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The same of a file that is already read."""
    try:
        return _reader(file)(file)
    except RecursionError:
        raise BadInput(
            "a value is nested too deeply",
            place=Place(file.file, None, None, ""),
            expected=f"at most {MAX_DEPTH} levels",
            action="check that the file is what a tool exported",
        ) from None


def _reader(file: JsonFile) -> _Reader:
    fitting = [reader for fits, reader in _SHAPES if fits(file.data)]
    if len(fitting) > 1:
        raise file.bad(
            (),
            "this has the form of more than one tool's export, of which one alone would be read",
            expected=_EXPECTED,
            action="give each export as a file of its own",
        )
    if fitting:
        return fitting[0]
    raise _hint(file)


def _hint(file: JsonFile) -> BadInput:
    """What is nearly right gets the command that makes it right."""
    keys = set(file.data) if isinstance(file.data, dict) else set()
    if {"terraform_version", "resources"} <= keys:
        return file.bad(
            (),
            "this is Terraform's own state, whose form no other tool may rely on",
            expected=_EXPECTED,
            action="run `terraform show -json > plan.json` beside it, and give that",
        )
    if file.data in ([], {}) or (isinstance(file.data, dict) and file.data.get("data") == []):
        return empty(file)
    return file.bad(
        (),
        "no tool that is known here writes this",
        expected=_EXPECTED,
        action="export the plan, state or inventory with one of these (docs/other-inputs.md)",
    )
