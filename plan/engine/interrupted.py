"""What a killed run left open: operations whose end no state has, so that nobody knows whether the cloud did them.

The engine itself goes on with a warning, and makes a second one of each thing that was being created.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plan.errors import EngineFailed

CREATING: Final = "creating"
_NAMED_BY: Final = ("name", "title", "displayName")
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, order=True)
class Interrupted:
    """One operation.

    Attributes:
        operation: `creating`, `updating`, `deleting`, `reading` or `importing`.
        name: at the cloud; empty where it is not known, or has none.
    """

    urn: str
    operation: str
    name: str

    @property
    def creates(self) -> bool:
        """Whether it may stand at the cloud and be in no state; of all others the state knows the id."""
        return self.operation == CREATING

    def __str__(self) -> str:
        kind, _, title = self.urn.rpartition("::")
        named = f", named `{self.name}`" if self.name else ""
        return f"{self.operation} {kind.rpartition('$')[2].rpartition('::')[2]} {title}{named}"


def interrupted(deployment: Mapping[str, Any]) -> tuple[Interrupted, ...]:
    """The open operations of a stack, from `deployment` of what `pulumi stack export` writes."""
    found = deployment.get("pending_operations") or []
    return tuple(sorted(operation_on(item["resource"], item["type"]) for item in found))


def operation_on(resource: Mapping[str, Any], operation: str = CREATING) -> Interrupted:
    """An operation on a resource as states and events hold it."""
    inputs = resource.get("inputs") or {}
    names = (inputs[key] for key in _NAMED_BY if isinstance(inputs.get(key), str))
    return Interrupted(resource["urn"], operation, next(names, ""))


def require_none(found: tuple[Interrupted, ...], stack: str) -> None:
    """Raises EngineFailed, with what to do, where operations are open."""
    if not found:
        return
    lines = [f"    {item}" for item in found[:_SHOWN]]
    more = [f"    ... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    raise EngineFailed(
        "\n".join((f"a killed run of {stack} left open whether this is done:", *lines, *more)),
        _action(found, stack),
    )


def _action(found: tuple[Interrupted, ...], stack: str) -> str:
    refresh = f"pulumi refresh --stack {stack}"
    if not any(item.creates for item in found):
        return f"`{refresh}`, then run it again"
    return (
        "delete at the cloud what stands of that which was being created: nothing has used it yet; then "
        f"`{refresh} --clear-pending-creates`, and run it again (docs/state.md, `Locks`)"
    )
