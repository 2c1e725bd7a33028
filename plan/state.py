"""Plans from a Pulumi state: what `pulumi stack export` writes, or a state file of a backend that keeps plain files.

A state says what stands, so every resource is `same`. What waits for its deletion is only mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from facts.document import Path_
from plan.engine import reading
from plan.json_file import JsonFile, shown
from plan.model import STACK_TYPE, LayerPlan, Message, Operation, PlannedResource
from plan.origin import plan_of
from plan.state_record import record

ENGINE: Final = "state"
_VERSIONS: Final = (3,)
_AGAIN: Final = "export it again with `pulumi stack export --file`"


def is_state(data: Any) -> bool:
    """True for the shape of an exported state, and of a state file."""
    return isinstance(data, dict) and "version" in data and ("deployment" in data or "checkpoint" in data)


def plans(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The plan of the state's stack. Raises BadInput for another version and for what is no state."""
    deployment, path = _deployment(file)
    rows = deployment.get("resources")
    if not isinstance(rows, list):
        raise file.bad(path, "found a state without a list of resources", expected="`resources`, a list", action=_AGAIN)
    records = [record(file, raw, (*path, "resources", index), _AGAIN) for index, raw in enumerate(rows)]
    live = [found for found in records if not found.get("delete")]
    resources = tuple(_resource(found) for found in live)
    messages = (*_deletions(records), *_interrupted(deployment))
    return (plan_of(file, ENGINE, resources, messages=messages, outputs=_outputs(resources)),)


def _deployment(file: JsonFile) -> tuple[Mapping[str, Any], Path_]:
    version = file.data["version"]
    if version not in _VERSIONS or isinstance(version, bool):
        raise file.bad(
            ("version",),
            f"found a state of version {shown(version)}",
            expected=f"version {', '.join(map(str, _VERSIONS))}",
            action="export it with a Pulumi CLI that this version of Bastide knows, or upgrade Bastide",
        )
    path: Path_ = ("deployment",) if "deployment" in file.data else ("checkpoint", "latest")
    found: Any = file.data
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise file.bad(path, "found no state of a stack", expected="an object with `resources`", action=_AGAIN)
    return found, path


def _resource(found: Mapping[str, Any]) -> PlannedResource:
    """Read by the one reader of the engine's records, as a step that changes nothing."""
    (resource,) = reading.resources({"steps": [{"op": "same", "urn": found["urn"], "oldState": found}]})
    return replace(resource, operation=Operation.READ) if found.get("external") else resource


def _outputs(resources: tuple[PlannedResource, ...]) -> Mapping[str, Any]:
    return next((resource.outputs for resource in resources if resource.type == STACK_TYPE), {})


def _deletions(records: list[dict[str, Any]]) -> Iterator[Message]:
    for found in records:
        if found.get("delete"):
            text = "an earlier one of this resource waits for its deletion; it still exists and is not looked at"
            yield Message("warning", text, found["urn"])


def _interrupted(deployment: Mapping[str, Any]) -> Iterator[Message]:
    pending = deployment.get("pending_operations")
    if pending:
        count = len(pending) if isinstance(pending, list) else 1
        text = f"{count} operations were interrupted; what they made may be missing here: run `pulumi refresh`"
        yield Message("warning", text)
