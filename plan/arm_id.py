"""Ids of Azure resources: taken apart, put together, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_GROUPS: Final = "/resourcegroups/"


@dataclass(frozen=True, slots=True)
class ArmId:
    """What an id says. `owner` is the id of what it lies below: a group, or the resource that an extension hangs on."""

    type: str
    names: tuple[str, ...]
    group: str = ""
    owner: str = ""


def parsed(text: str) -> ArmId | None:
    """The parts of an id, None for what is none. A resource group is of type `Microsoft.Resources/resourceGroups`."""
    before, provider, path = _split(text)
    if not provider:
        parts = before.strip("/").split("/")
        is_group = len(parts) == 4 and parts[2].lower() == "resourcegroups" and all(parts)
        return ArmId("Microsoft.Resources/resourceGroups", (parts[3],), parts[3]) if is_group else None
    namespace, *parts = path.split("/")
    if not namespace or not parts or len(parts) % 2 or not all(parts):
        return None
    return ArmId("/".join([namespace, *parts[0::2]]), tuple(parts[1::2]), group_of(text), before)


def _split(text: str) -> tuple[str, str, str]:
    at = text.lower().rfind("/providers/")
    return (text[:at], "/providers/", text[at + len("/providers/") :]) if at >= 0 else (text, "", "")


def group_of(text: str) -> str:
    """The resource group that an id names, "" where it names none."""
    at = text.lower().find(_GROUPS)
    return text[at + len(_GROUPS) :].partition("/")[0] if at >= 0 else ""


def joined(arm_type: str, names: tuple[str, ...], scope: str = "") -> str:
    """The id of a resource below a scope: `/providers/Microsoft.X/servers/a/databases/b`.

    Types and names that do not fit each other are joined as far as they go: an id of nothing, which fits nothing.
    """
    namespace, *types = arm_type.split("/")
    pairs = (f"{kind}/{name}" for kind, name in zip(types, names, strict=False))
    return f"{scope.rstrip('/')}/providers/{namespace}/{'/'.join(pairs)}"
